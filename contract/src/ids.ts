import type {
  ApiKeyId,
  BroadcastId,
  ChannelId,
  ClientId,
  ContactId,
  ConversationId,
  FileId,
  FormId,
  GroupId,
  KnowledgeCategoryId,
  KnowledgeEntryId,
  LegId,
  MailId,
  MemberId,
  ExportId,
  OfflineMessageId,
  PhraseCategoryId,
  PhraseId,
  ProvisioningTokenId,
  RoleId,
  WebhookDeliveryId,
  WebhookId,
} from '@keqiao/domain'
import { z } from 'zod'

const id = <Id extends string>() => z.uuid().transform((value) => value.toLowerCase() as Id)

/** Ids on the wire are UUIDs; in TypeScript each is a type of its own. */
export const conversationId = id<ConversationId>()
/** Id of a member of staff. */
export const memberId = id<MemberId>()
/** Id of a role. */
export const roleId = id<RoleId>()
/** Id of a group of agents. */
export const groupId = id<GroupId>()
/** Id of a channel. */
export const channelId = id<ChannelId>()
/** Id of a contact. */
export const contactId = id<ContactId>()
/** Id of a leg: one agent's part of a conversation. */
export const legId = id<LegId>()
/** Id of a uploaded file. */
export const fileId = id<FileId>()
/** Id of a form. */
export const formId = id<FormId>()
/** Id of an offline message. */
export const offlineMessageId = id<OfflineMessageId>()
/** Id of a phrase. */
export const phraseId = id<PhraseId>()
/** Id of a category of phrases. */
export const phraseCategoryId = id<PhraseCategoryId>()
/** Id of a broadcast among staff. */
export const broadcastId = id<BroadcastId>()
/** Id of an entry of the knowledge base. */
export const knowledgeEntryId = id<KnowledgeEntryId>()
/** Id of a category of the knowledge base. */
export const knowledgeCategoryId = id<KnowledgeCategoryId>()
/** Id of a message that goes out by mail. */
export const mailId = id<MailId>()
/** Id of an export. */
export const exportId = id<ExportId>()
/** Id of an API key. */
export const apiKeyId = id<ApiKeyId>()
/** Id of an endpoint of webhooks. */
export const webhookId = id<WebhookId>()
/** Id of one event's way to one endpoint. */
export const webhookDeliveryId = id<WebhookDeliveryId>()
/** Id of a token by which a merchant's back office keeps its accounts here. */
export const provisioningTokenId = id<ProvisioningTokenId>()
/** A client id: the idempotency key of a command. */
export const clientId = id<ClientId>()
/** Id of a session; good for naming it, not for opening it. */
export const sessionId = z.uuid().transform((value) => value.toLowerCase())
