import type { Bindable } from '../../platform/operations'
import { leaveOfflineMessage, type OfflineMessageParts } from './leave-offline-message'
import { offlineMessageQueries } from './offline-message.queries'
import { markAnswersSeen, ownOfflineMessages } from './own-offline-messages'
import { replyToOfflineMessage, type ReplyParts } from './reply-offline-message'

/** The operations of offline messages. */
export function offlineMessageOperations(parts: OfflineMessageParts & ReplyParts): Bindable[] {
  return [
    leaveOfflineMessage(parts),
    replyToOfflineMessage(parts),
    ownOfflineMessages,
    markAnswersSeen,
    ...offlineMessageQueries,
  ]
}
