import type { Bindable } from '../../platform/operations'
import { leaveOfflineMessage, type OfflineMessageParts } from './leave-offline-message'
import { offlineMessageQueries } from './offline-message.queries'

/** The operations of offline messages. */
export function offlineMessageOperations(parts: OfflineMessageParts): Bindable[] {
  return [leaveOfflineMessage(parts), ...offlineMessageQueries]
}
