import type { ChannelId, ClientId, ContactId, ConversationId, FileId, GroupId, LegId, MemberId } from '@keqiao/domain'
import { z } from 'zod'

const id = <Id extends string>() => z.uuid().transform((value) => value.toLowerCase() as Id)

/** Ids on the wire are UUIDs; in TypeScript each is a type of its own. */
export const conversationId = id<ConversationId>()
export const memberId = id<MemberId>()
export const groupId = id<GroupId>()
export const channelId = id<ChannelId>()
export const contactId = id<ContactId>()
export const legId = id<LegId>()
export const fileId = id<FileId>()
export const clientId = id<ClientId>()
