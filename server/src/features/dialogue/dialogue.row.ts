import type { ChannelId, ContactId, ConversationId, GroupId, LegId, MemberId, TenantId } from '@keqiao/domain'

/** One leg as the list keeps it. Instants are epoch milliseconds. */
export interface DialogueRow {
  readonly tenant_id: TenantId
  readonly leg_id: LegId
  readonly conversation_id: ConversationId
  readonly ordinal: number
  readonly leg_count: number
  readonly room_number: string
  readonly contact_id: ContactId
  readonly visitor_name: string
  readonly member_id: MemberId
  readonly member_name: string
  readonly group_id: GroupId
  readonly group_name: string
  readonly channel_id: ChannelId
  readonly channel_name: string
  readonly origin: 'visitor' | 'transfer'
  readonly opened_at: number
  readonly wait_ms: number | null
  readonly closed_at: number | null
  readonly end_kind: 'visitor' | 'system' | 'agent' | 'transfer' | null
  readonly valid: boolean | null
  readonly duration_ms: number | null
  readonly first_reply_ms: number | null
  readonly reply_mean_ms: number | null
  readonly round_count: number | null
  readonly visitor_message_count: number | null
  readonly agent_message_count: number | null
  readonly file_count: number | null
  readonly invited: boolean
  readonly rating_score: number | null
  readonly summary_category: string | null
  readonly summary_solved: boolean | null
  readonly summary_follow_up: boolean | null
  readonly page_url: string | null
  readonly page_title: string | null
  readonly region: string | null
}

/** What the log says of a leg; the name of its channel and the visitor's place are looked up where it is stored. */
export type DialogueFactsRow = Omit<DialogueRow, 'channel_name' | 'region'>

/** A row with what staff call the customer now. */
export type ShownDialogue = DialogueRow & { readonly display_name: string | null }
