import type {
  ChannelId,
  ContactId,
  ConversationId,
  GroupId,
  OfflineMessageId,
  TenantId,
  VisitorActor,
} from '@keqiao/domain'
import { longLivedHead, numberEvents, type StoredEvent } from '../../platform/event-log'
import type { Random } from './random'
import { offlineTexts } from './words'

/** 留言 of the past: its row and its stream. */
export interface PastOfflineMessage {
  readonly row: {
    readonly id: OfflineMessageId
    status: 'open' | 'replied'
    readonly channel_id: ChannelId
    readonly contact_id: ContactId
    readonly conversation_id: ConversationId | null
    readonly group_id: GroupId
    readonly group_name: string
    readonly cause: 'outside-hours' | 'unstaffed' | 'queue'
    readonly name: string
    readonly phone: string | null
    readonly email: string | null
    readonly text: string
    readonly page: null
    readonly created_at: number
    seq: number
  }
  readonly events: StoredEvent[]
}

interface Left {
  readonly tenantId: TenantId
  readonly visitor: VisitorActor
  readonly name: string
  readonly group: { readonly id: GroupId; readonly name: string }
  readonly cause: PastOfflineMessage['row']['cause']
  readonly conversationId: ConversationId | null
  readonly at: number
  readonly fill: (text: string) => string
}

/** What somebody leaves where nobody can take him. */
export function leaveMessage(left: Left, random: Random): PastOfflineMessage {
  const { tenantId, visitor, group, at } = left
  const id = random.idAt<OfflineMessageId>(at)
  const phone = random.chance(0.8) ? left.fill('{phone}') : null
  const email = phone === null || random.chance(0.25) ? `guest${random.whole(1_000, 999_999)}@mail.example` : null
  const facts = { name: left.name, phone, email, text: left.fill(random.pick(offlineTexts)), page: null }
  const payload = {
    offlineMessageId: id,
    channelId: visitor.channelId,
    contactId: visitor.id,
    groupId: group.id,
    groupName: group.name,
    cause: left.cause,
    conversationId: left.conversationId,
    ...facts,
    consent: null,
  }
  const { events, head } = numberEvents({
    tenantId,
    stream: 'offlineMessage',
    streamId: id,
    head: longLivedHead(0),
    actor: visitor,
    at,
    clientId: null,
    events: [{ type: 'offlineMessage.left', payload }],
  })
  const row = {
    id,
    status: 'open' as const,
    channel_id: visitor.channelId,
    contact_id: visitor.id,
    conversation_id: left.conversationId,
    group_id: group.id,
    group_name: group.name,
    cause: left.cause,
    ...facts,
    created_at: at,
    seq: head.seq,
  }
  return { row, events }
}
