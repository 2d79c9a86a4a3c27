import type {
  ChannelId,
  ContactId,
  ConversationId,
  ConversationState,
  ConversationStatus,
  EndKind,
  GroupId,
  LegId,
  LegOrigin,
  MemberId,
  TenantId,
} from '@keqiao/domain'

/** The state row of a conversation. Instants are epoch milliseconds. */
export interface ConversationRow {
  tenant_id: TenantId
  id: ConversationId
  room_number: string
  channel_id: ChannelId
  group_id: GroupId
  group_name: string
  contact_id: ContactId
  visitor_name: string
  /** The shop vouched for him. */
  visitor_verified: boolean
  /** Whose it was before the shop did. */
  former_contact_id: ContactId | null
  /** The privacy text he has to agree to before his first word, and when he did; null: none. */
  consent_version: number | null
  consent_at: number | null
  page: { url: string; title: string } | null
  status: ConversationStatus
  leg_epoch: number
  leg_id: LegId | null
  member_id: MemberId | null
  member_name: string | null
  /** Who speaks beside him (MGT-17). */
  joined: readonly MemberId[]
  seq: number
  visitor_seq: number
  opened_at: number
  accepted_at: number | null
  /** When the leg that is open began. */
  leg_opened_at: number | null
  /** 发起方式 of the leg that is open or was the last one; null while the conversation waits. */
  leg_origin: LegOrigin | null
  /** The visitor was connected at `visitor_seen_at`, which is noted anew every few minutes while he is. */
  visitor_here: boolean
  visitor_seen_at: number | null
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
  /** Empty: it was recalled. */
  last_message_text: string | null
  /** Seq of the last event that was on the screen of either end; 0: none. */
  visitor_read_seq: number
  agent_read_seq: number
  /** The leg that is open or was the last one, and whether its agent has written the 小结. */
  last_leg_id: LegId | null
  summarised: boolean
  /** As last written in a summary of any leg. */
  category_path: string[]
  /** Who asked the visitor to rate, on which leg the last agent who did, and how often he did so there. */
  rating_invited_by: 'agent' | 'end' | null
  rating_leg_id: LegId | null
  rating_invited_count: number
  rating_score: number | null
}

/** What decisions are made on. */
export function stateOf(row: ConversationRow): ConversationState {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    roomNumber: row.room_number,
    status: row.status,
    legEpoch: row.leg_epoch,
    channelId: row.channel_id,
    groupId: row.group_id,
    contactId: row.contact_id,
    formerContactId: row.former_contact_id,
    consentMissing: row.consent_at === null ? row.consent_version : null,
    legId: row.leg_id,
    memberId: row.member_id,
    joinedIds: row.joined,
    hadLeg: row.accepted_at !== null,
    visitorMessageCount: row.visitor_message_count,
    agentMessageCount: row.agent_message_count,
  }
}
