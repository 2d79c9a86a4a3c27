import {
  decide,
  emptyVisit,
  plainText,
  previewOf,
  type Actor,
  type ChannelId,
  type ContactId,
  type ConversationId,
  type ConversationState,
  type Decision,
  type EndKind,
  type GroupId,
  type LegId,
  type LegOrigin,
  type MemberId,
  type RatingState,
  type TenantId,
  type Visit,
} from '@keqiao/domain'
import { numberEvents, type StoredEvent } from '../../platform/event-log'
import { noSequel, sequelOf, settleSequel, type Sequel } from './sequel'

/** The state row as it stands when all of it is over. Instants are epoch milliseconds. */
export interface PastConversationRow {
  readonly id: ConversationId
  readonly room_number: string
  readonly channel_id: ChannelId
  group_id: GroupId
  group_name: string
  readonly contact_id: ContactId
  readonly visitor_name: string
  readonly page: { readonly url: string; readonly title: string } | null
  status: ConversationState['status']
  leg_epoch: number
  seq: number
  visitor_seq: number
  readonly opened_at: number
  accepted_at: number | null
  leg_opened_at: number | null
  leg_origin: LegOrigin | null
  closed_at: number | null
  end_kind: EndKind | null
  visitor_message_count: number
  agent_message_count: number
  unanswered_since: number | null
  last_visitor_at: number | null
  last_agent_at: number | null
  last_message_seq: number | null
  last_message_at: number | null
  last_message_from: 'visitor' | 'agent' | null
  last_message_text: string | null
}

export interface PastLeg {
  readonly id: LegId
  readonly member_id: MemberId
  readonly group_id: GroupId
  readonly origin: LegOrigin
  readonly how: 'claim' | 'assign' | 'transfer'
  readonly opened_at: number
  closed_at: number | null
  end_kind: EndKind | 'transfer' | null
}

interface Opening {
  readonly tenantId: TenantId
  readonly id: ConversationId
  readonly roomNumber: string
  readonly channelId: ChannelId
  readonly group: { readonly id: GroupId; readonly name: string }
  readonly visitor: Extract<Actor, { kind: 'visitor' }>
  readonly page: { readonly url: string; readonly title: string } | null
  readonly at: number
}

/** A conversation that is played to its end before any of it is written: the decisions are the product's own. */
export interface PastConversation {
  readonly row: PastConversationRow
  readonly legs: readonly PastLeg[]
  readonly events: readonly StoredEvent[]
  /** Its rating, its summaries, and what the row says of them. */
  readonly sequel: Sequel
  visit: Visit
  state(): ConversationState
  ratingState(): RatingState
  /** Records what was decided at an instant, which is not before the last one. Throws on a refusal: the play is wrong. */
  record(decision: Decision, actor: Actor, at: number): void
}

export function openPast(opening: Opening): PastConversation {
  const { tenantId, id, visitor, at } = opening
  const row = newRow(opening)
  const legs: PastLeg[] = []
  const events: StoredEvent[] = []
  const sequel = noSequel()
  let [legId, memberId]: [LegId | null, MemberId | null] = [null, null]
  let lastAt = at

  function append(list: Parameters<typeof numberEvents>[0]['events'], actor: Actor, when: number): StoredEvent[] {
    if (when < lastAt) throw new Error(`an event of ${when} after one of ${lastAt}`)
    lastAt = when
    const head = { seq: row.seq, visitorSeq: row.visitor_seq }
    const stream = { tenantId, stream: 'conversation', streamId: id, head } as const
    const numbered = numberEvents({ ...stream, actor, at: when, clientId: null, events: list })
    row.seq = numbered.head.seq
    row.visitor_seq = numbered.head.visitorSeq
    events.push(...numbered.events)
    return numbered.events
  }

  append(openingEvents(opening), visitor, at)
  return {
    row,
    legs,
    events,
    sequel,
    visit: emptyVisit,
    state: () => ({ ...stateOf(row, tenantId), legId, memberId }),
    ratingState: () => sequelOf(sequel, row.closed_at),
    record(decision, actor, when) {
      if (decision.refused) throw new Error(`refused in the past: ${decision.code}`)
      const { patch } = decision
      for (const event of append(decision.events, actor, when)) {
        settle(event, row, legs)
        settleSequel(event, sequel)
      }
      if (patch.raisesLegEpoch) row.leg_epoch += 1
      if (patch.status) row.status = patch.status
      if (patch.status === 'open') row.accepted_at ??= when
      if (patch.status === 'closed') row.closed_at = when
      if (patch.end) row.end_kind = patch.end
      if (patch.group) [row.group_id, row.group_name] = [patch.group.id, patch.group.name]
      if (patch.leg !== undefined) [legId, memberId] = [patch.leg?.id ?? null, patch.leg?.memberId ?? null]
      if (patch.status === 'queued') row.leg_origin = null
      if (legId === null) row.leg_opened_at = null
    },
  }
}

function openingEvents({ roomNumber, channelId, group, visitor, page }: Opening) {
  const opened = { roomNumber, channelId, groupId: group.id, groupName: group.name, contactId: visitor.id, page }
  return [
    { type: 'conversation.opened', payload: { ...opened, visitorName: visitor.name } },
    { type: 'conversation.queued', payload: { groupId: group.id, groupName: group.name } },
  ] as const
}

/** What an event means for the row and its legs, as the product's own writes do it. */
function settle(event: StoredEvent, row: PastConversationRow, legs: PastLeg[]): void {
  const { at, seq, type } = event
  if (type === 'message.sent') {
    const { from, body } = event.payload as { from: 'visitor' | 'agent'; body: Parameters<typeof plainText>[0] }
    Object.assign(row, { last_message_seq: seq, last_message_at: at, last_message_from: from })
    row.last_message_text = previewOf(body)
    if (from === 'visitor') {
      row.visitor_message_count += 1
      row.last_visitor_at = at
      row.unanswered_since ??= at
    } else {
      row.agent_message_count += 1
      row.last_agent_at = at
      row.unanswered_since = null
    }
  } else if (type === 'leg.opened') {
    const { legId, member, groupId, origin, how } = event.payload as OpenedLeg
    row.leg_opened_at = at
    row.leg_origin = origin
    const leg = { id: legId, member_id: member.id, group_id: groupId, origin, how, opened_at: at }
    legs.push({ ...leg, closed_at: null, end_kind: null })
  } else if (type === 'leg.closed') {
    const { legId, end } = event.payload as { legId: LegId; end: EndKind | 'transfer' }
    const leg = legs.find((one) => one.id === legId)
    if (leg) Object.assign(leg, { closed_at: at, end_kind: end })
  }
}

interface OpenedLeg {
  readonly legId: LegId
  readonly member: { readonly id: MemberId }
  readonly groupId: GroupId
  readonly origin: LegOrigin
  readonly how: PastLeg['how']
}

function newRow({ id, roomNumber, channelId, group, visitor, page, at }: Opening): PastConversationRow {
  return {
    id,
    room_number: roomNumber,
    channel_id: channelId,
    group_id: group.id,
    group_name: group.name,
    contact_id: visitor.id,
    visitor_name: visitor.name,
    page,
    status: 'queued',
    leg_epoch: 0,
    seq: 0,
    visitor_seq: 0,
    opened_at: at,
    accepted_at: null,
    leg_opened_at: null,
    leg_origin: null,
    closed_at: null,
    end_kind: null,
    visitor_message_count: 0,
    agent_message_count: 0,
    unanswered_since: null,
    last_visitor_at: null,
    last_agent_at: null,
    last_message_seq: null,
    last_message_at: null,
    last_message_from: null,
    last_message_text: null,
  }
}

function stateOf(row: PastConversationRow, tenantId: TenantId): Omit<ConversationState, 'legId' | 'memberId'> {
  return {
    id: row.id,
    tenantId,
    roomNumber: row.room_number,
    status: row.status,
    legEpoch: row.leg_epoch,
    channelId: row.channel_id,
    groupId: row.group_id,
    contactId: row.contact_id,
    formerContactId: null,
    consentMissing: null,
    joinedIds: [],
    hadLeg: row.accepted_at !== null,
    visitorMessageCount: row.visitor_message_count,
    agentMessageCount: row.agent_message_count,
  }
}

/** A message as the product would take it. */
export const said = (state: ConversationState, text: string, actor: Parameters<typeof decide.sendMessage>[2]) =>
  decide.sendMessage(state, { body: { kind: 'text', text } }, actor)
