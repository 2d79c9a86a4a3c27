import type { ChannelId, ContactId, ConversationId, GroupId, LegId, MemberId, TenantId } from '../ids'

/**
 * The chat session of workflows.md. `queued` waits for an agent, `open` has one, `closed` is final. The states of a
 * summary belong to the leg, those of a rating to the conversation; they stand in tables of their own.
 */
export type ConversationStatus = 'queued' | 'open' | 'closed'

/** 结束方式 (MGT-05). */
export type EndKind = 'visitor' | 'system' | 'agent'

/** 发起方式 (RTE-09). */
export type LegOrigin = 'visitor' | 'transfer'

export interface ConversationState {
  readonly id: ConversationId
  readonly tenantId: TenantId
  readonly roomNumber: string
  readonly status: ConversationStatus
  /** Raised by assign, transfer and close; a message decided under an older epoch is decided again. */
  readonly legEpoch: number
  readonly channelId: ChannelId
  readonly groupId: GroupId
  readonly contactId: ContactId
  /** Whose it was before the shop named its visitor; null: always his. */
  readonly formerContactId: ContactId | null
  /** Version of the privacy text that is to be agreed to before the first word; null: none, or it was. */
  readonly consentMissing: number | null
  readonly legId: LegId | null
  readonly memberId: MemberId | null
  /** Who speaks in it beside the agent whose leg it is (MGT-17); they are gone when the leg ends. */
  readonly joinedIds: readonly MemberId[]
  /** Somebody has held it already: a further leg is 系统转移 (G7). */
  readonly hadLeg: boolean
  readonly visitorMessageCount: number
  readonly agentMessageCount: number
}

/** The one transition table of a conversation; whatever it does not list is refused. */
export const transitions: Readonly<Record<ConversationStatus, readonly ConversationStatus[]>> = {
  queued: ['open', 'closed'],
  open: ['queued', 'closed'],
  closed: [],
}

export function mayBecome(from: ConversationStatus, to: ConversationStatus): boolean {
  return transitions[from].includes(to)
}
