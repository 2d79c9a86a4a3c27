import type { Locale } from '@keqiao/contract'
import type { ConversationEventPayloads, MailId } from '@keqiao/domain'
import { visitorMailTexts } from '../../i18n/visitor-mail'
import type { Tx } from '../../platform/database/tx'
import type { StoredEvent } from '../../platform/event-log'
import type { MailPart } from '../../platform/mail'
import { readChannel } from '../channel'
import { readLanguage } from '../contact'
import { findRecalled, recordMailed, type ConversationRow, type RecordContext, type SignFile } from '../conversation'
import type { Post } from '../mail'
import { readHours } from '../schedule'
import { readTenant } from '../tenant'
import type { Actor } from '@keqiao/domain'
import type { Person } from '../../platform/operations'
import { partsOf } from './conversation-parts'
import { insertMailing, type MailingRow, type Recipient } from './visitor-mail.store'

/** What the feature needs of the process. */
export interface VisitorMailParts {
  readonly post: Post
  readonly sign: SignFile
  /** Where browsers reach us, without a slash at its end. */
  readonly publicUrl: string
}

/** What is to go out of a locked conversation. */
interface VisitorLetter {
  readonly purpose: MailingRow['purpose']
  readonly recipient: Recipient
  readonly by: Person | Actor
  /** Oldest first. */
  readonly events: readonly StoredEvent[]
  readonly isCut?: boolean
  /** Of the cause: the same makes no second mail. */
  readonly key: string
}

/** Where whoever gets such mail can have no more of it. */
export const mutePath = '/mail/mute'

/**
 * Writes a mail of a conversation, its row, and its event, all in the caller's transaction, which holds the conversation
 * and the recipient. Null: it has no way out, or was written before.
 */
export async function mailVisitor(
  context: RecordContext,
  parts: VisitorMailParts,
  row: ConversationRow,
  letter: VisitorLetter,
): Promise<MailId | null> {
  const { tx, now } = context
  const { purpose, recipient, by, events, key } = letter
  const made = await bodyOf(tx, parts, row, letter)
  const messageCount = events.filter(({ type }) => type === 'message.sent').length
  const mailId = await parts.post.send(
    tx,
    row.tenant_id,
    { purpose, subjectId: row.id, key, to: recipient.address, ...made },
    now,
  )
  if (mailId === null) return null
  await insertMailing(tx, row.tenant_id, {
    mail_id: mailId,
    conversation_id: row.id,
    contact_id: row.contact_id,
    purpose,
    asked_by: by.kind,
    address: recipient.address,
    sent_at: now,
  })
  const payload: ConversationEventPayloads['visitor.mailed'] = {
    mailId,
    purpose,
    address: recipient.address,
    messageCount,
  }
  await recordMailed(context, row, by, payload)
  return mailId
}

async function bodyOf(
  tx: Tx,
  { sign, publicUrl }: VisitorMailParts,
  row: ConversationRow,
  { purpose, recipient, events, isCut = false }: VisitorLetter,
) {
  const language = await readLanguage(tx, row.tenant_id, row.contact_id)
  const texts = visitorMailTexts[language]
  const shop = (await readTenant(tx, row.tenant_id))?.name ?? ''
  const { timeZone } = await readHours(tx, row.tenant_id)
  const timeOf = clockOf(language, timeZone)
  const recalled = await findRecalled(tx, row, events)
  const said = partsOf(events, recalled, { texts, language, timeOf, addressOf: (file) => publicUrl + sign(file) })
  const count = events.filter(({ type }) => type === 'message.sent').length
  const unsubscribeUrl = `${publicUrl}${mutePath}/${recipient.id}?lang=${language}`
  const head: MailPart[] =
    purpose === 'unread'
      ? [{ kind: 'text', text: texts.unread.intro(shop, count, timeZone) }]
      : [{ kind: 'text', text: texts.transcript.intro(shop, spanOf(row, events, timeOf), timeZone) }]
  if (isCut) head.push({ kind: 'line', text: texts.transcript.cut(count) })
  const back = await backTo(tx, row, publicUrl)
  const foot: MailPart[] = [
    ...(back === null
      ? []
      : [{ kind: 'link', label: purpose === 'unread' ? texts.unread.answer : texts.again, url: back } as const]),
    { kind: 'small', text: texts.foot(shop) },
    { kind: 'link', label: texts.mute, url: unsubscribeUrl },
  ]
  const title = purpose === 'unread' ? texts.unread.title(shop, count) : texts.transcript.title(shop)
  return { language, title, parts: [...head, ...said.parts, ...foot], files: said.files, unsubscribeUrl }
}

/**
 * The page he asked from: there his browser knows him, and the conversation goes on. Where it is not known, or is no
 * page, the channel's own.
 */
async function backTo(tx: Tx, row: ConversationRow, publicUrl: string): Promise<string | null> {
  if (row.page && /^https?:\/\//i.test(row.page.url)) return row.page.url
  const channel = await readChannel(tx, row.tenant_id, row.channel_id)
  return channel && `${publicUrl}/chat/${channel.key}`
}

function clockOf(language: Locale, timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  return (at) => format.format(at)
}

function spanOf(row: ConversationRow, events: readonly StoredEvent[], timeOf: (at: number) => string): string {
  const last = events.at(-1)?.at ?? row.opened_at
  return `${timeOf(row.opened_at)} – ${timeOf(last)}`
}
