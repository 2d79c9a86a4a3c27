/**
 * The framework-free client of console and widget: one socket, cursors, a send queue that loses nothing, and a replica
 * of each followed conversation as a store (`useSyncExternalStore(store.subscribe, store.getSnapshot)`).
 *
 *   const environment = browserEnvironment()
 *   const client = createClient({ url, as: 'visitor', token: () => token, owner: contactId, environment })
 *   const conversation = openConversation(client, { conversationId })     // null: opened by the first message
 *   conversation.send({ kind: 'text', text: '你好' })
 */
export { openBoard, type Board, type BoardState } from './board'
export type { ClientErrorCode, Input, OperationName, Output, Reply } from './calls'
export { createClient, type Client, type ClientOptions, type FrameOf, type PushedType } from './client'
export type { ConnectionState } from './connection'
export {
  hasUnopened,
  openConversation,
  type Conversation,
  type ConversationOptions,
  type ConversationState,
} from './conversation'
export { openDesk, type Desk, type DeskConversation, type DeskState, type OwnDialogue } from './desk'
export type { Earlier, EarlierState } from './earlier'
export type { ClientStorage, Environment, SocketLike, SocketListeners } from './environment'
export { openContacts, type ContactReplica, type Contacts, type ContactState } from './contacts'
export { watchVisit, type VisitState, type VisitWatch } from './visit-watch'
export { browserEnvironment } from './browser-environment'
export { requestAt, type HttpOptions } from './http'
export { request, visitorSession, type HttpOperation } from './http-routes'
export { uploadFile, type Upload, type UploadInput } from './upload-file'
export type { PendingMessage } from './pending-message'
export type { Store } from './store'
