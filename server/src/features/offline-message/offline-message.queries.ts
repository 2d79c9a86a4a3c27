import { inLocale, operations, type Locale } from '@keqiao/contract'
import { fillIn, type TenantId, type VisitorActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { query, refuse, type Bindable } from '../../platform/operations'
import { readChannel } from '../channel'
import { askedConsent } from '../conversation'
import { readGroups } from '../group'
import { readOpening } from '../schedule'
import { readMailStates } from '../mail'
import { readAutoReplies, readTenant } from '../tenant'
import { countOfflineMessages, selectOfflineMessages } from './offline-message-list.store'
import { countOpen, selectOfflineMessage, type AnsweredRow } from './offline-message.store'
import { offlineMessageView } from './offline-message.view'

const form = query(operations.offlineMessage.form, async (actor, { locale }, { tx, now }) => {
  if (actor.kind !== 'visitor') return refuse('forbidden')
  const channel = await readChannel(tx, actor.tenantId, actor.channelId)
  if (!channel) return refuse('not_found')
  const opening = await readOpening(tx, actor.tenantId, now)
  const [groups, consent] = [await readGroups(tx, actor.tenantId), await askedConsent(tx, actor, locale)]
  const words = opening.open ? null : await wordsOutside(tx, actor, locale)
  return { ...opening, words, groups, groupId: channel.groupId, consent }
})

/** What the merchant says to who comes outside business hours; null: nothing of his own. */
async function wordsOutside(tx: Tx, actor: VisitorActor, locale: Locale): Promise<string | null> {
  const { outsideHours } = await readAutoReplies(tx, actor.tenantId, actor.channelId)
  if (!outsideHours.on) return null
  const shop = (await readTenant(tx, actor.tenantId))?.name ?? ''
  return fillIn(inLocale(outsideHours.text, locale), { agent: shop, shop, visitor: actor.name }).trim() || null
}

const list = query(operations.offlineMessage.list, async (actor, asked, { tx }) => {
  const { tenantId } = actor
  const rows = await selectOfflineMessages(tx, tenantId, asked)
  const mails = await readMailsOf(tx, tenantId, rows)
  return {
    messages: rows.map((row) => offlineMessageView(row, mails)),
    count: await countOfflineMessages(tx, tenantId, asked),
    openCount: await countOpen(tx, tenantId),
  }
})

const get = query(operations.offlineMessage.get, async (actor, { offlineMessageId }, { tx }) => {
  const row = await selectOfflineMessage(tx, actor.tenantId, offlineMessageId)
  return row ? { message: offlineMessageView(row, await readMailsOf(tx, actor.tenantId, [row])) } : refuse('not_found')
})

function readMailsOf(tx: Tx, tenantId: TenantId, rows: readonly AnsweredRow[]) {
  return readMailStates(
    tx,
    tenantId,
    rows.flatMap((row) => row.reply_mail_id ?? []),
  )
}

/** What is asked about offline messages. */
export const offlineMessageQueries: Bindable[] = [form, list, get]
