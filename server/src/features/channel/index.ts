export type { ChannelSettingsInput } from '@keqiao/contract'
export {
  countChannelsOf,
  findChannelByKey,
  readChannel,
  readFirstChannelKey,
  readChannels,
  type Channel,
} from './channel.queries'
export { channelOperations } from './channel.routes'
export { createChannel, type NewChannel } from './create-channel'
export { findChatPage } from './find-chat-page'
export type { HandOver, LatestConversationOf } from './identify-visitor'
export type { ChannelVisitor } from './recognise-visitor'
export { createVisitorSessions, type VisitorSessions } from './visitor-sessions'
export { visitorRoutes } from './visitor.routes'
