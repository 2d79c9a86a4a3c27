import { operations } from '@keqiao/contract'
import { query, refuse, type Bindable } from '../../platform/operations'
import { readChannel } from '../channel'
import { askedConsent } from '../conversation'
import { readGroups } from '../group'
import { readOpening } from '../schedule'
import { countOpen, selectOfflineMessage, selectOfflineMessages } from './offline-message.store'
import { offlineMessageView } from './offline-message.view'

const form = query(operations.offlineMessage.form, async (actor, { locale }, { tx, now }) => {
  if (actor.kind !== 'visitor') return refuse('forbidden')
  const channel = await readChannel(tx, actor.tenantId, actor.channelId)
  if (!channel) return refuse('not_found')
  const opening = await readOpening(tx, actor.tenantId, now)
  const [groups, consent] = [await readGroups(tx, actor.tenantId), await askedConsent(tx, actor, locale)]
  return { ...opening, groups, groupId: channel.groupId, consent }
})

const list = query(operations.offlineMessage.list, async (actor, { limit, ...page }, { tx }) => {
  const { status, before } = page
  const rows = await selectOfflineMessages(tx, actor.tenantId, { status, before, limit: limit + 1 })
  return {
    messages: rows.slice(0, limit).map(offlineMessageView),
    more: rows.length > limit,
    openCount: await countOpen(tx, actor.tenantId),
  }
})

const get = query(operations.offlineMessage.get, async (actor, { offlineMessageId }, { tx }) => {
  const row = await selectOfflineMessage(tx, actor.tenantId, offlineMessageId)
  return row ? { message: offlineMessageView(row) } : refuse('not_found')
})

/** What is asked about offline messages. */
export const offlineMessageQueries: Bindable[] = [form, list, get]
