import type { GroupId, LegId } from '../ids'
import type { Actor, MemberActor, SystemActor, VisitorActor } from './actor'
import type { MessageBody } from './body'
import type { ConversationEvent, MemberFacts, QueueOutcome } from './events'
import { mayBecome, type ConversationState, type ConversationStatus, type EndKind } from './state'

/** A refusal is a value: a stable code of the contract, with data. */
export interface Refusal {
  readonly refused: true
  readonly code:
    | 'conversation_closed'
    | 'conversation_accepted'
    | 'not_your_conversation'
    | 'already_claimed'
    | 'agent_at_capacity'
    | 'agent_not_available'
    | 'already_there'
    | 'message_unknown'
    | 'not_your_message'
    | 'recall_too_late'
    | 'already_recalled'
    | 'consent_required'
    | 'consent_outdated'
    | 'conversation_waiting'
    | 'not_joined'
    | 'rating_exists'
    | 'rating_invited'
    | 'rating_over'
    | 'rating_too_early'
  readonly data?: Readonly<Record<string, unknown>>
}

/** What a decision changes beside the log. Counts are increments; `at` fields are filled with the commit's time. */
export interface StatePatch {
  readonly status?: ConversationStatus
  readonly leg?: { readonly id: LegId; readonly memberId: MemberActor['id'] } | null
  readonly end?: EndKind
  /** It waits in this group from now on. */
  readonly group?: { readonly id: GroupId; readonly name: string }
  readonly raisesLegEpoch?: true
  readonly spoke?: 'visitor' | 'agent'
  /** Who speaks beside the agent from now on; unsaid, it is nobody where the leg changes and stays otherwise. */
  readonly joined?: readonly MemberActor['id'][]
  /** Seq of the message that was taken back. */
  readonly recalls?: number
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

/** Anyone may speak in an open conversation that is his or that he has joined; a visitor also while he waits. */
export function sendMessage(
  state: ConversationState,
  input: { readonly body: MessageBody },
  actor: VisitorActor | MemberActor,
): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  if (actor.kind === 'member' && state.memberId !== actor.id && !state.joinedIds.includes(actor.id)) {
    return refuse('not_your_conversation')
  }
  if (actor.kind === 'visitor' && state.consentMissing !== null) {
    return refuse('consent_required', { version: state.consentMissing })
  }
  const from = actor.kind === 'visitor' ? 'visitor' : 'agent'
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [{ type: 'message.sent', payload: { from, authorName: actor.name, body: input.body } }],
    patch: { spoke: from },
  }
}

/** The visitor agrees to the text he was shown; another one by now must be shown to him first. */
export function acceptConsent(
  state: ConversationState,
  input: { readonly version: number; readonly newest: number },
  now: number,
): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  const wanted = state.consentMissing
  const outcome = { refused: false, legEpoch: state.legEpoch, patch: {} } as const
  // Agreed in another tab: nothing happens a second time.
  if (wanted === null) return { ...outcome, events: [] }
  const { version, newest } = input
  // Newer than what this conversation asks for is what he was shown when the shop changed it meanwhile.
  if (version < wanted || version > newest) return refuse('consent_outdated', { version: newest })
  return { ...outcome, events: [{ type: 'consent.accepted', payload: { version, acceptedAt: now } }] }
}

/**
 * The shop vouches for the visitor, so his conversation goes over to whom he is. The epoch rises: whatever is on its way
 * under the name he had is decided again.
 */
export function identify(
  state: ConversationState,
  customer: { readonly contactId: ConversationState['contactId']; readonly name: string },
): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  const { contactId, name: visitorName } = customer
  const formerContactId = state.contactId === contactId ? null : state.contactId
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [{ type: 'conversation.identified', payload: { contactId, visitorName, formerContactId } }],
    patch: { raisesLegEpoch: true },
  }
}

/** A message as its recall is decided on. `saidAt` is epoch milliseconds. */
export interface SaidMessage {
  readonly seq: number
  readonly authorId: string
  readonly saidAt: number
  readonly isRecalled: boolean
}

/** How long after it was said a message can be taken back. Milliseconds. */
export const recallWithinMs = 120_000

/**
 * Whoever said it takes it back while it is fresh, also an agent who has given the dialogue away since. `message` is
 * null where no message stands: a note, a system line and nothing at all are the same to a visitor.
 */
export function recallMessage(
  state: ConversationState,
  message: SaidMessage | null,
  actor: VisitorActor | MemberActor,
  now: number,
): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  if (!message) return refuse('message_unknown')
  if (message.authorId !== actor.id) return refuse('not_your_message')
  if (message.isRecalled) return refuse('already_recalled')
  if (now - message.saidAt > recallWithinMs) return refuse('recall_too_late', { withinMs: recallWithinMs })
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [{ type: 'message.recalled', payload: { seq: message.seq } }],
    patch: { recalls: message.seq },
  }
}

/** Staff write notes in any conversation they may read, as long as it is not over; no visitor ever sees one. */
export function addNote(
  state: ConversationState,
  input: { readonly text: string; readonly mentions?: readonly MemberFacts[] },
  actor: MemberActor,
): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [{ type: 'note.added', payload: { authorName: actor.name, ...input } }],
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
  return openedBy(state, input.legId, { id: actor.id, nickname: actor.name }, 'claim')
}

/** Given by routing. That the agent is 在线 and below 最大接线量 is checked where his place is taken (G15). */
export function assign(
  state: ConversationState,
  input: { readonly legId: LegId; readonly member: MemberFacts },
): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  if (state.status !== 'queued' || !mayBecome(state.status, 'open')) return refuse('already_claimed')
  return openedBy(state, input.legId, input.member, 'assign')
}

function openedBy(state: ConversationState, legId: LegId, member: MemberFacts, how: 'claim' | 'assign'): Outcome {
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [
      {
        type: 'leg.opened',
        payload: { legId, member, groupId: state.groupId, origin: state.hadLeg ? 'transfer' : 'visitor', how },
      },
    ],
    patch: { status: 'open', leg: { id: legId, memberId: member.id }, raisesLegEpoch: true },
  }
}

/** Where a dialogue goes on: with a colleague, or in the line of a group. */
export type TransferTarget =
  | {
      readonly kind: 'member'
      readonly member: MemberFacts
      readonly legId: LegId
      readonly load: Omit<AgentLoad, 'mayExceed'>
    }
  | { readonly kind: 'group'; readonly group: { readonly id: GroupId; readonly name: string } }

/**
 * 转移 (RTE-08, G4, G7): by whoever holds it. A colleague must be 在线 or 忙碌 and connected; he may be given more than
 * his capacity, which is recorded. In a group it waits again, by the time at which it first began to wait.
 */
export function transfer(
  state: ConversationState,
  input: { readonly to: TransferTarget; readonly reason: string },
  actor: MemberActor,
): Decision {
  const { to, reason } = input
  if (state.status === 'closed') return refuse('conversation_closed')
  const { legId } = state
  if (state.memberId !== actor.id || legId === null) return refuse('not_your_conversation')
  const from = { id: actor.id, nickname: actor.name }
  const closed: ConversationEvent = { type: 'leg.closed', payload: { legId, memberId: actor.id, end: 'transfer' } }
  if (to.kind === 'group') {
    const { id: groupId, name: groupName } = to.group
    const told = { legId, from, to: { kind: 'group', groupId, groupName }, reason } as const
    return {
      refused: false,
      legEpoch: state.legEpoch,
      events: [
        { type: 'conversation.transferred', payload: told },
        closed,
        { type: 'conversation.queued', payload: { groupId, groupName } },
      ],
      patch: { status: 'queued', leg: null, group: to.group, raisesLegEpoch: true },
    }
  }
  const { member, load } = to
  if (member.id === actor.id) return refuse('already_there')
  if (load.status === 'away' || !load.connected) return refuse('agent_not_available', { status: load.status })
  const overCapacity = load.active >= load.capacity
  const opened = { legId: to.legId, member, groupId: state.groupId, origin: 'transfer', how: 'transfer' } as const
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [
      {
        type: 'conversation.transferred',
        payload: { legId, from, to: { kind: 'member', member, overCapacity }, reason },
      },
      closed,
      { type: 'leg.opened', payload: opened },
    ],
    patch: { status: 'open', leg: { id: to.legId, memberId: member.id }, raisesLegEpoch: true },
  }
}

/** Who is to go on with a dialogue. */
export interface ReassignTarget {
  readonly member: MemberFacts
  readonly legId: LegId
  readonly load: Omit<AgentLoad, 'mayExceed'>
}

/**
 * 分配 and 接管 by whoever may decide over others' dialogues: out of the line or out of somebody's hands. The one who goes
 * on must be 在线 or 忙碌 and connected, himself too; he may be given more than his capacity, which is recorded (G15).
 * `holder` is who holds it now.
 */
export function reassign(
  state: ConversationState,
  input: { readonly to: ReassignTarget; readonly holder: MemberFacts | null; readonly reason: string },
  actor: MemberActor,
): Decision {
  const { to, holder, reason } = input
  const { member, load } = to
  if (state.status === 'closed') return refuse('conversation_closed')
  if (state.memberId === member.id) return refuse('already_there')
  if (load.status === 'away' || !load.connected) return refuse('agent_not_available', { status: load.status })
  const by = { id: actor.id, nickname: actor.name }
  const overCapacity = load.active >= load.capacity
  const origin = state.hadLeg ? 'transfer' : 'visitor'
  const { legId, memberId } = state
  const events: ConversationEvent[] = [
    { type: 'conversation.reassigned', payload: { by, from: holder, to: member, overCapacity, reason } },
  ]
  if (legId !== null && memberId !== null) {
    events.push({ type: 'leg.closed', payload: { legId, memberId, end: 'transfer' } })
  }
  const opened = { legId: to.legId, member, groupId: state.groupId, origin, how: 'transfer' } as const
  events.push({ type: 'leg.opened', payload: opened })
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events,
    patch: { status: 'open', leg: { id: to.legId, memberId: member.id }, raisesLegEpoch: true },
  }
}

/** 改为留言 (VIS-05): whoever waits gives up his place and is answered later; one who is being served does not. */
export function leaveForMessage(state: ConversationState, actor: VisitorActor): Decision {
  if (state.status === 'open') return refuse('conversation_accepted')
  return close(state, actor, 'offline-message')
}

/** Back to routing, since its agent is gone: 系统 ends the leg, the visitor waits by the time he first began to. */
export function release(state: ConversationState, group: { readonly id: GroupId; readonly name: string }): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  const { legId, memberId } = state
  if (legId === null || memberId === null) return refuse('not_your_conversation')
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [
      { type: 'leg.closed', payload: { legId, memberId, end: 'system' } },
      { type: 'conversation.queued', payload: { groupId: group.id, groupName: group.name } },
    ],
    patch: { status: 'queued', leg: null, group, raisesLegEpoch: true },
  }
}

/**
 * 访客结束, 客服关闭, 系统关闭 (MGT-05). 有效 is computed here, once (MGT-06, G8). `left` says what became of a visitor who
 * still waited; `offersRating` that he is asked to rate it now.
 */
export function close(
  state: ConversationState,
  actor: Actor,
  left: QueueOutcome = 'abandoned',
  offersRating = false,
): Decision {
  if (state.status === 'closed') return refuse('conversation_closed')
  if (actor.kind === 'member' && state.memberId !== actor.id) return refuse('not_your_conversation')
  const end = endKindOf(actor)
  const events: ConversationEvent[] = []
  if (state.status === 'queued') {
    events.push({ type: 'queue.left', payload: { groupId: state.groupId, outcome: left } })
  }
  if (state.legId && state.memberId) {
    events.push({ type: 'leg.closed', payload: { legId: state.legId, memberId: state.memberId, end } })
  }
  const valid = state.visitorMessageCount > 0
  events.push({ type: 'conversation.closed', payload: { end, valid } })
  // Where nobody was served, or nothing was asked, there is nothing to rate.
  if (offersRating && valid && state.hadLeg) {
    events.push({ type: 'rating.invited', payload: { legId: null, memberId: null, by: 'end' } })
  }
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events,
    patch: { status: 'closed', leg: null, end, raisesLegEpoch: true },
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
