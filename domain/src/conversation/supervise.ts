import type { MemberActor } from './actor'
import type { Decision, Outcome, Refusal } from './decide'
import type { ConversationState } from './state'

const refuse = (code: Refusal['code']): Refusal => ({ refused: true, code })

/** Whether somebody else may take part in the dialogue; what he does there is decided where it is known. */
function refuseToTakePart(state: ConversationState, actor: MemberActor): Refusal | null {
  if (state.status === 'closed') return refuse('conversation_closed')
  if (state.memberId === null) return refuse('conversation_waiting')
  return state.memberId === actor.id ? refuse('already_there') : null
}

const outcome = (state: ConversationState, rest: Pick<Outcome, 'events' | 'patch'>): Outcome => ({
  refused: false,
  legEpoch: state.legEpoch,
  ...rest,
})

/** 悄悄话 (MGT-17): to the agent whose dialogue it is; neither the visitor nor colleagues hear it. */
export function whisper(state: ConversationState, input: { readonly text: string }, actor: MemberActor): Decision {
  const refused = refuseToTakePart(state, actor)
  if (refused) return refused
  // Not null: somebody holds it.
  const to = state.memberId ?? actor.id
  const payload = { to, authorName: actor.name, text: input.text }
  return outcome(state, { events: [{ type: 'whisper.said', payload }], patch: {} })
}

/** 加入 (MGT-17): speaks to the visitor under his own name from now on; the leg stays with its agent. */
export function join(state: ConversationState, actor: MemberActor): Decision {
  const refused = refuseToTakePart(state, actor)
  if (refused) return refused
  if (state.joinedIds.includes(actor.id)) return refuse('already_there')
  const payload = { member: { id: actor.id, nickname: actor.name } }
  return outcome(state, {
    events: [{ type: 'supervisor.joined', payload }],
    patch: { joined: [...state.joinedIds, actor.id] },
  })
}

/** Leaves it to its agent again. The epoch rises: what he said before and is still on its way is decided again. */
export function leave(state: ConversationState, actor: MemberActor): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  if (!state.joinedIds.includes(actor.id)) return refuse('not_joined')
  const payload = { member: { id: actor.id, nickname: actor.name } }
  return outcome(state, {
    events: [{ type: 'supervisor.left', payload }],
    patch: { joined: state.joinedIds.filter((id) => id !== actor.id), raisesLegEpoch: true },
  })
}
