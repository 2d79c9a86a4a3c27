import type { LegId } from '../ids'
import type { Actor, MemberActor, SystemActor, VisitorActor } from './actor'
import type { MessageBody } from './body'
import type { ConversationEvent } from './events'
import { mayBecome, type ConversationState, type ConversationStatus, type EndKind } from './state'

/** A refusal is a value: a stable code of the contract, with data. */
export interface Refusal {
  readonly refused: true
  readonly code:
    'conversation_closed' | 'not_your_conversation' | 'already_claimed' | 'agent_at_capacity' | 'agent_not_available'
  readonly data?: Readonly<Record<string, unknown>>
}

/** What a decision changes beside the log. Counts are increments; `at` fields are filled with the commit's time. */
export interface StatePatch {
  readonly status?: ConversationStatus
  readonly leg?: { readonly id: LegId; readonly memberId: MemberActor['id'] } | null
  readonly end?: EndKind
  readonly raisesLegEpoch?: true
  readonly spoke?: 'visitor' | 'agent'
}

export interface Outcome {
  readonly refused: false
  /** The epoch the decision was made under. */
  readonly legEpoch: number
  readonly events: readonly ConversationEvent[]
  readonly patch: StatePatch
}

export type Decision = Outcome | Refusal

const refuse = (code: Refusal['code'], data?: Refusal['data']): Refusal =>
  data ? { refused: true, code, data } : { refused: true, code }

/** Anyone may speak in an open conversation that is his; a visitor also while he waits. */
export function sendMessage(
  state: ConversationState,
  input: { readonly body: MessageBody },
  actor: VisitorActor | MemberActor,
): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  if (actor.kind === 'member' && state.memberId !== actor.id) return refuse('not_your_conversation')
  const from = actor.kind === 'visitor' ? 'visitor' : 'agent'
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [{ type: 'message.sent', payload: { from, authorName: actor.name, body: input.body } }],
    patch: { spoke: from },
  }
}

/** Staff write notes in any conversation they may read, as long as it is not over; no visitor ever sees one. */
export function addNote(state: ConversationState, input: { readonly text: string }, actor: MemberActor): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [{ type: 'note.added', payload: { authorName: actor.name, text: input.text } }],
    patch: {},
  }
}

export interface AgentLoad {
  readonly status: 'online' | 'busy' | 'away'
  readonly connected: boolean
  readonly active: number
  readonly capacity: number
  /** G5: whether the merchant lets a manual accept go beyond capacity. */
  readonly mayExceed: boolean
}

/** 接收对话 (RTE-07): 在线 or 忙碌, not 离开; beyond 最大接线量 only by the merchant's setting (G5, G15). */
export function claim(
  state: ConversationState,
  input: { readonly legId: LegId },
  actor: MemberActor,
  load: AgentLoad,
): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  if (state.status !== 'queued' || !mayBecome(state.status, 'open')) return refuse('already_claimed')
  if (load.status === 'away' || !load.connected) return refuse('agent_not_available', { status: load.status })
  if (load.active >= load.capacity && !load.mayExceed) return refuse('agent_at_capacity', { capacity: load.capacity })
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [
      {
        type: 'leg.opened',
        payload: {
          legId: input.legId,
          member: { id: actor.id, nickname: actor.name },
          groupId: state.groupId,
          origin: 'visitor',
          how: 'claim',
        },
      },
    ],
    patch: { status: 'open', leg: { id: input.legId, memberId: actor.id }, raisesLegEpoch: true },
  }
}

/** 访客结束, 客服关闭, 系统关闭 (MGT-05). 有效 is computed here, once (MGT-06, G8). */
export function close(state: ConversationState, actor: Actor): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  if (actor.kind === 'member' && state.memberId !== actor.id) return refuse('not_your_conversation')
  const end = endKindOf(actor)
  const events: ConversationEvent[] = []
  if (state.legId && state.memberId) {
    events.push({ type: 'leg.closed', payload: { legId: state.legId, memberId: state.memberId, end } })
  }
  events.push({ type: 'conversation.closed', payload: { end, valid: state.visitorMessageCount > 0 } })
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events,
    patch: { status: 'closed', leg: null, end, raisesLegEpoch: true },
  }
}

/**
 * The agent is gone for good or for too long: the conversation waits again, at the place it had, since its wait began
 * when it first queued. Decided by the product itself.
 */
export function requeue(state: ConversationState, group: { readonly name: string }): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  if (!state.legId || !state.memberId || !mayBecome(state.status, 'queued')) return refuse('not_your_conversation')
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [
      { type: 'leg.closed', payload: { legId: state.legId, memberId: state.memberId, end: 'system' } },
      { type: 'conversation.queued', payload: { groupId: state.groupId, groupName: group.name } },
    ],
    patch: { status: 'queued', leg: null, raisesLegEpoch: true },
  }
}

function endKindOf(actor: VisitorActor | MemberActor | SystemActor): EndKind {
  switch (actor.kind) {
    case 'visitor':
      return 'visitor'
    case 'member':
      return 'agent'
    case 'system':
      return 'system'
  }
}
