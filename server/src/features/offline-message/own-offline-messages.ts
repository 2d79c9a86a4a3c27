import { operations } from '@keqiao/contract'
import { command, query, refuse } from '../../platform/operations'
import { selectOwn, updateSeen } from './offline-message.store'
import { ownOfflineMessageView } from './offline-message.view'

/** What somebody left longer ago than these is no longer shown to him. */
const mostShown = 10

/** What the visitor left, with the answers: he comes back and reads them. */
export const ownOfflineMessages = query(operations.offlineMessage.mine, async (actor, _input, { tx }) => {
  if (actor.kind !== 'visitor') return refuse('forbidden')
  const rows = await selectOwn(tx, actor.tenantId, actor.id, mostShown)
  return { messages: rows.map(ownOfflineMessageView) }
})

/** He has read them. */
export const markAnswersSeen = command(
  operations.offlineMessage.markSeen,
  async (actor, { offlineMessageIds }, { tx, now }) => {
    if (actor.kind !== 'visitor') return refuse('forbidden')
    await updateSeen(tx, actor.tenantId, actor.id, offlineMessageIds, now)
    return {}
  },
)
