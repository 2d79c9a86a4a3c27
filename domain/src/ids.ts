declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Ids are UUIDv7 made by the server, so that a range of ids is a span of creation time. */
export type TenantId = Branded<'TenantId'>
export type MemberId = Branded<'MemberId'>
export type RoleId = Branded<'RoleId'>
export type GroupId = Branded<'GroupId'>
export type ChannelId = Branded<'ChannelId'>
export type ContactId = Branded<'ContactId'>
export type ConversationId = Branded<'ConversationId'>
export type LegId = Branded<'LegId'>
export type FileId = Branded<'FileId'>
export type FormId = Branded<'FormId'>
export type OfflineMessageId = Branded<'OfflineMessageId'>
export type PhraseId = Branded<'PhraseId'>
export type PhraseCategoryId = Branded<'PhraseCategoryId'>
export type BroadcastId = Branded<'BroadcastId'>
export type KnowledgeEntryId = Branded<'KnowledgeEntryId'>
export type KnowledgeCategoryId = Branded<'KnowledgeCategoryId'>
export type MailId = Branded<'MailId'>
export type ExportId = Branded<'ExportId'>
export type ApiKeyId = Branded<'ApiKeyId'>
export type WebhookId = Branded<'WebhookId'>
export type WebhookDeliveryId = Branded<'WebhookDeliveryId'>
export type ProvisioningTokenId = Branded<'ProvisioningTokenId'>
/** Made by a client, unique for its actor: the idempotency key of a command. */
export type ClientId = Branded<'ClientId'>
