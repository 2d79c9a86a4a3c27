import {
  dialogueFacts,
  type ConversationFacts,
  type ConversationId,
  type DialogueFacts,
  type LoggedEvent,
  type TenantId,
} from '@keqiao/domain'
import type { StoredEvent } from '../../platform/event-log'
import type { DialogueFactsRow } from './dialogue.row'

/** Events of one conversation as the fold reads them. Stored payloads were checked when they were written. */
export function factsOf(events: readonly StoredEvent[]): ConversationFacts | null {
  return dialogueFacts(
    events.map(({ type, payload, at, actor }) => ({ type, payload, at, by: actor.kind }) as LoggedEvent),
  )
}

/** The rows of a conversation's legs, told from its whole log. */
export function rowsOf(tenantId: TenantId, id: ConversationId, events: readonly StoredEvent[]): DialogueFactsRow[] {
  const facts = factsOf(events)
  return facts === null ? [] : facts.dialogues.map((leg) => rowOf(tenantId, id, facts, leg))
}

/** A leg's row; of one that goes on, the figures that its end settles are null. */
export function rowOf(
  tenantId: TenantId,
  conversationId: ConversationId,
  facts: ConversationFacts,
  leg: DialogueFacts,
): DialogueFactsRow {
  const settled = leg.closedAt !== null
  return {
    tenant_id: tenantId,
    leg_id: leg.legId,
    conversation_id: conversationId,
    ordinal: leg.ordinal,
    leg_count: facts.dialogues.length,
    room_number: facts.roomNumber,
    contact_id: facts.contactId,
    visitor_name: facts.visitorName,
    member_id: leg.member.id,
    member_name: leg.member.nickname,
    group_id: leg.groupId,
    group_name: leg.groupName,
    channel_id: facts.channelId,
    origin: leg.origin,
    opened_at: leg.openedAt,
    wait_ms: leg.waitMs,
    closed_at: leg.closedAt,
    end_kind: leg.end,
    duration_ms: leg.closedAt === null ? null : leg.closedAt - leg.openedAt,
    ...figuresOf(settled ? leg : null),
    invited: leg.invited,
    rating_score: leg.rating?.score ?? null,
    summary_category: leg.summary === null ? null : leg.summary.categoryPath.join(categoryJoint),
    summary_solved: leg.summary?.solved ?? null,
    summary_follow_up: leg.summary?.followUp ?? null,
    page_url: facts.page?.url ?? null,
    page_title: facts.page?.title ?? null,
  }
}

/** Between the names of a category's path. */
export const categoryJoint = ' / '

/** What is counted of a leg; of none, nothing is known yet. */
export function figuresOf(leg: DialogueFacts | null) {
  return {
    valid: leg && leg.visitorMessageCount > 0,
    first_reply_ms: leg?.firstReplyMs ?? null,
    reply_mean_ms: leg && leg.roundCount > 0 ? Math.round(leg.replyTotalMs / leg.roundCount) : null,
    round_count: leg?.roundCount ?? null,
    visitor_message_count: leg?.visitorMessageCount ?? null,
    agent_message_count: leg?.agentMessageCount ?? null,
    file_count: leg?.fileCount ?? null,
  }
}
