import { operations, type Locale } from '@keqiao/contract'
import type { MailId, MemberActor, TenantId } from '@keqiao/domain'
import { mailTexts } from '../../i18n/mail'
import type { Tx } from '../../platform/database/tx'
import { appendForStaff } from '../../platform/event-log'
import type { MailPart } from '../../platform/mail'
import { command, refuse, type Bindable } from '../../platform/operations'
import { readMailStates, type Post } from '../mail'
import { readHours } from '../schedule'
import { readTenant } from '../tenant'
import { lockOfflineMessage, updateReplied, type AnsweredRow } from './offline-message.store'
import { offlineMessageView } from './offline-message.view'

/** What the command needs of the process. */
export interface ReplyParts {
  readonly post: Post
}

interface Answer {
  readonly how: 'message' | 'phone'
  readonly text: string
}

/**
 * 回复 (MGT-15): 未回复 becomes 已回复, with who and when, in one transaction with its event and the mail. Of two who answer
 * at once the second is told who was first. Who was called is not written to.
 */
export function replyToOfflineMessage({ post }: ReplyParts): Bindable {
  return command(operations.offlineMessage.reply, async (actor, { offlineMessageId, how, text }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const { tx, now } = context
    const { tenantId } = actor
    const row = await lockOfflineMessage(tx, tenantId, offlineMessageId)
    if (!row) return refuse('not_found')
    if (row.status === 'replied') return refuse('already_replied', { by: row.replied_by_name, at: row.replied_at })
    const mailId = await mailAnswer(tx, post, actor, row, { how, text }, now)
    const delivery = how === 'phone' ? [] : mailId === null ? (['widget'] as const) : (['email', 'widget'] as const)
    const payload = {
      offlineMessageId: row.id,
      memberId: actor.id,
      memberName: actor.name,
      groupId: row.group_id,
      text,
      delivery,
    }
    const events = [{ type: 'offlineMessage.replied', payload }] as const
    const stream = { tenantId, stream: 'offlineMessage', streamId: row.id, seq: row.seq, actor, events } as const
    const seq = await appendForStaff(context, stream)
    const replied = await updateReplied(tx, tenantId, { id: row.id, seq }, { how, text, by: actor, at: now, mailId })
    return { message: offlineMessageView(replied, await readMailStates(tx, tenantId, mailId === null ? [] : [mailId])) }
  })
}

/** Null: he was called, left no address, or there is no way out. He reads it in the widget then. */
async function mailAnswer(
  tx: Tx,
  post: Post,
  actor: MemberActor,
  row: AnsweredRow,
  { how, text }: Answer,
  now: number,
): Promise<MailId | null> {
  const { tenantId } = actor
  if (how === 'phone' || row.email === null) return null
  const shop = (await readTenant(tx, tenantId))?.name ?? ''
  const language = row.language as Locale
  const words = mailTexts[language]
  const parts: MailPart[] = [
    { kind: 'text', text: words.offlineReply.hello(row.name) },
    { kind: 'text', text: words.offlineReply.intro(shop) },
    { kind: 'said', by: words.offlineReply.answer(actor.name), text },
    { kind: 'said', by: words.offlineReply.yours(await dayOf(tx, tenantId, row.created_at, language)), text: row.text },
    ...againOf(row, words.offlineReply.again),
    { kind: 'small', text: words.foot(shop) },
  ]
  const letter = {
    purpose: 'offline-reply',
    subjectId: row.id,
    key: `offline-reply ${row.id}`,
    to: row.email,
    language,
    title: words.offlineReply.title(shop),
    parts,
  } as const
  return post.send(tx, tenantId, letter, now)
}

async function dayOf(tx: Tx, tenantId: TenantId, at: number, language: Locale): Promise<string> {
  const { timeZone } = await readHours(tx, tenantId)
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at)
}

/** The page he came from, if it is one: a stranger named it. */
const againOf = ({ page }: AnsweredRow, label: string): MailPart[] =>
  page && /^https?:\/\//i.test(page.url) ? [{ kind: 'link', label, url: page.url }] : []
