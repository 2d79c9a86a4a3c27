/**
 * A durable database that takes no time: what is done in one synchronous piece is one transaction. It keeps the promises
 * of the real append: seq gapless per stream, the leg epoch checked, a client id used once, capacity checked where the
 * place is taken.
 */
import { isVisible, type Audience } from '@keqiao/contract'
import {
  previewOf,
  type Actor,
  type ConversationEventPayloads,
  type GroupId,
  type MemberActor,
  type MemberId,
  type MessageBody,
  type Outcome,
  type PresenceStatus,
  type VisitorActor,
} from '@keqiao/domain'
import type { ConversationRow } from '@keqiao/server/features/conversation/conversation.row'
import { numberEvents, type StoredEvent } from '@keqiao/server/platform/event-log/index'

export interface StoredConversation {
  row: ConversationRow
  /** The row before its last change: what a reader without a lock may still have. */
  staleRow: ConversationRow
  readonly events: StoredEvent[]
  /** Members who hold or held a leg. */
  readonly heldBy: Set<string>
  /** Who handed it to the line it waits in. */
  handedOnBy: MemberId | null
}

export interface StoredMember {
  readonly actor: MemberActor
  readonly capacity: number
  readonly groupIds: readonly GroupId[]
  status: PresenceStatus
  disabled: boolean
  active: number
  version: number
  seq: number
  /** He may be given somebody until then; each sign of a socket of his moves it on. */
  leaseUntil: number
  lastLegAt: number | null
}

export interface KeyedAppend {
  readonly seq: number
  readonly at: number
  readonly hash: string
}

export interface MemoryDatabase {
  /** At the end of a leg; one, unless a sabotage miscounts. */
  readonly placesGivenBack: number
  readonly conversations: Map<string, StoredConversation>
  readonly members: Map<string, StoredMember>
  readonly visitors: Map<string, VisitorActor>
  /** Jobs that wait: members who were disabled, whose dialogues are to wait again. */
  readonly shutOut: Set<string>
  /** Results of commands that own their transaction, by actor and client id. */
  readonly requests: Map<string, { readonly hash: string; readonly result: unknown }>
  /** Places of messages, by stream, actor and client id. */
  readonly keys: Map<string, KeyedAppend>
  /** Every event in the order of its commit. */
  readonly log: StoredEvent[]
}

/** Nothing yet. */
export function createMemoryDatabase(placesGivenBack = 1): MemoryDatabase {
  return {
    placesGivenBack,
    conversations: new Map(),
    members: new Map(),
    visitors: new Map(),
    shutOut: new Set(),
    requests: new Map(),
    keys: new Map(),
    log: [],
  }
}

/** Commits an outcome to a conversation that stands as it was decided on. Returns the new events. */
export function commitOutcome(
  database: MemoryDatabase,
  conversation: StoredConversation,
  actor: Actor,
  outcome: Outcome,
  commit: { readonly at: number; readonly clientId: string | null },
): StoredEvent[] {
  const { row } = conversation
  const { events, head } = numberEvents({
    tenantId: row.tenant_id,
    stream: 'conversation',
    streamId: row.id,
    head: { seq: row.seq, visitorSeq: row.visitor_seq },
    actor,
    at: commit.at,
    clientId: commit.clientId,
    events: outcome.events,
  })
  conversation.staleRow = row
  conversation.row = { ...events.reduce(applyEvent, row), ...patched(row, outcome) }
  conversation.row.seq = head.seq
  conversation.row.visitor_seq = head.visitorSeq
  conversation.events.push(...events)
  database.log.push(...events)
  countLegs(database, conversation, events)
  return events
}

function patched(row: ConversationRow, { patch }: Outcome): Partial<ConversationRow> {
  return {
    status: patch.status ?? row.status,
    leg_epoch: row.leg_epoch + (patch.raisesLegEpoch ? 1 : 0),
    ...(patch.leg === undefined ? {} : { leg_id: patch.leg?.id ?? null, member_id: patch.leg?.memberId ?? null }),
  }
}

/** The columns that views show. */
function applyEvent(row: ConversationRow, event: StoredEvent): ConversationRow {
  if (event.type === 'leg.opened') {
    const { legId, member, origin } = event.payload as ConversationEventPayloads['leg.opened']
    const at = { accepted_at: row.accepted_at ?? event.at, leg_opened_at: event.at }
    const leg = { last_leg_id: legId, summarised: false, leg_origin: origin }
    return { ...row, ...leg, member_name: member.nickname, ...at }
  }
  if (event.type === 'conversation.queued') {
    const { groupId, groupName } = event.payload as ConversationEventPayloads['conversation.queued']
    const line = { group_id: groupId, group_name: groupName }
    return { ...row, member_name: null, leg_origin: null, leg_opened_at: null, ...line }
  }
  if (event.type === 'conversation.closed') {
    const { end } = event.payload as { end: ConversationRow['end_kind'] }
    return { ...row, member_name: null, closed_at: event.at, end_kind: end }
  }
  if (event.type === 'message.recalled') {
    const { seq } = event.payload as { seq: number }
    return row.last_message_seq === seq ? { ...row, last_message_text: '' } : row
  }
  if (event.type !== 'message.sent') return row
  const { from, body } = event.payload as { from: 'visitor' | 'agent'; body: MessageBody }
  const byVisitor = from === 'visitor'
  return {
    ...row,
    visitor_message_count: row.visitor_message_count + (byVisitor ? 1 : 0),
    agent_message_count: row.agent_message_count + (byVisitor ? 0 : 1),
    unanswered_since: byVisitor ? (row.unanswered_since ?? event.at) : null,
    last_message_seq: event.seq,
    last_message_at: event.at,
    last_message_from: from,
    ...(byVisitor ? { last_visitor_at: event.at } : { last_agent_at: event.at }),
    last_message_text: previewOf(body),
  }
}

function countLegs(database: MemoryDatabase, conversation: StoredConversation, events: readonly StoredEvent[]) {
  for (const event of events) {
    if (event.type !== 'leg.opened' && event.type !== 'leg.closed') continue
    const payload = event.payload as { member?: { id: string }; memberId?: string; end?: string }
    const member = database.members.get(payload.member?.id ?? payload.memberId ?? '')
    if (!member) throw new Error('a leg of nobody')
    member.active += event.type === 'leg.opened' ? 1 : -database.placesGivenBack
    member.version += 1
    conversation.heldBy.add(member.actor.id)
    if (event.type === 'leg.opened') member.lastLegAt = event.at
    else conversation.handedOnBy = payload.end === 'transfer' ? member.actor.id : null
  }
}

/** Seqs of the messages that were taken back. */
export function recalledSeqs(events: readonly StoredEvent[]): ReadonlySet<number> {
  const recalls = events.filter((event) => event.type === 'message.recalled')
  return new Set(recalls.map((event) => (event.payload as { seq: number }).seq))
}

/** Events the audience may see. */
export function visibleEvents(conversation: StoredConversation, audience: Audience): StoredEvent[] {
  return conversation.events.filter((event) => isVisible(event.type, audience))
}
