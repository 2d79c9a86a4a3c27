/**
 * Mails what an agent said to whoever had left before he read it.
 *
 * A deadline in the database says when a conversation is looked at; any number of processes may sweep. Who acts locks the
 * conversation and looks once more; the mail, how far it reaches (`mailed_seq`) and its event are one transaction. So a
 * word is in one such mail at most, whatever is killed when: before the commit nothing happened, after it the mail is
 * written and goes the way of every mail (see deliver-mail.ts for the one case in which a server gets it twice). Whoever
 * reads meanwhile gets none.
 */
import type { VisitorMailSettings } from '@keqiao/contract'
import { unreadMailDueAt, type Actor, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { readAfter, type StoredEvent } from '../../platform/event-log'
import type { Services } from '../../platform/operations'
import {
  findRecalled,
  lockConversation,
  noteMailed,
  pullDeadlines,
  readUnread,
  rearm,
  startDeadlineSweep,
  visitorGoneAt,
  type DeadlineSweep,
  type Looked,
  type Sifted,
  type UnreadRow,
} from '../conversation'
import { readVisitorMail, visitorMailSettingName, type Post } from '../mail'
import { addressOf } from './known-address'
import { mailVisitor, type VisitorMailParts } from './visitor-letter'
import { holdRecipient } from './visitor-mail.store'

/** A conversation in which nothing is due as it stands is looked at again then; milliseconds. */
const lookAgainMs = 60_000
/** The same where the merchant sends no such mail; a change of his is heard of at once. */
const idleMs = 300_000
/** What nobody has read a day after the end stays where it is. */
const forgottenMs = 24 * 60 * 60_000
/** So many messages are in one mail. */
const mostMessages = 200

interface Due {
  readonly row: UnreadRow
  readonly looked: Looked
}

/** Starts the sweep in this process. */
export function startUnreadMailSweep(services: Services, parts: VisitorMailParts): DeadlineSweep {
  return startDeadlineSweep<Due>(services, {
    kind: 'unread-mail',
    sift: (tx, subjects, looked) => sift(parts.post, tx, subjects, looked),
    act: (due) => mailUnread(services, parts, due),
  })
}

/** A merchant has changed his times: his conversations are looked at anew with the next sweep. */
export function reactToVisitorMailSettings({
  doors,
  clock,
  onError,
}: Services): (events: readonly StoredEvent[]) => void {
  return (events) => {
    for (const { tenantId, type, payload } of events) {
      const { name } = type === 'settings.changed' ? (payload as { name: string }) : { name: null }
      if (name !== visitorMailSettingName && name !== 'mail') continue
      void doors
        .withTenant(tenantId, (tx) => pullDeadlines(tx, tenantId, 'unread-mail', clock.now()))
        .catch((error: unknown) => onError(error, 'times of mail to visitors'))
    }
  }
}

async function sift(post: Post, tx: Tx, subjects: readonly string[], looked: Looked): Promise<Sifted<Due>> {
  const { now } = looked
  const rows = await readUnread(tx, subjects)
  const wanted = new Map<TenantId, VisitorMailSettings | null>()
  for (const tenantId of new Set(rows.map((row) => row.tenant_id))) wanted.set(tenantId, await wish(tx, post, tenantId))
  const due: Due[] = []
  const later: { subject: string; dueAt: number }[] = []
  for (const row of rows) {
    const settings = wanted.get(row.tenant_id) ?? null
    const isWanted = settings !== null && row.unread_since !== null && (await addressOf(tx, row)) !== null
    if (isOver(row, isWanted, now)) continue
    const at = isWanted ? dueAtOf(row, settings, looked) : null
    if (at !== null && at <= now) due.push({ row, looked })
    else later.push({ subject: row.subject, dueAt: at ?? now + (settings === null ? idleMs : lookAgainMs) })
  }
  const goesOn = new Set([...due.map(({ row }) => row.subject), ...later.map(({ subject }) => subject)])
  return { due, later, over: subjects.filter((subject) => !goesOn.has(subject)) }
}

/** Nothing will be said any more, so where there is nothing to send now there never will be. */
const isOver = ({ closed_at }: UnreadRow, isWanted: boolean, now: number): boolean =>
  closed_at !== null && (!isWanted || closed_at + forgottenMs < now)

/** What the merchant wants; null: no such mail, or it has no way out. */
async function wish(tx: Tx, post: Post, tenantId: TenantId): Promise<VisitorMailSettings | null> {
  const settings = await readVisitorMail(tx, tenantId)
  return settings.sendsUnread && (await post.isSetUp(tx, tenantId)) ? settings : null
}

function dueAtOf(row: UnreadRow, settings: VisitorMailSettings, { now, watchedSince }: Looked): number | null {
  const facts = {
    visitorGoneAt: visitorGoneAt(row, now),
    firstUnreadAt: row.unread_since,
    lastMailedAt: row.mailed_at,
    watchedSince,
  }
  return unreadMailDueAt(facts, { goneMs: settings.goneMinutes * 60_000, againMs: settings.againMinutes * 60_000 })
}

/** Looks once more, at the locked row: he may have come back and read. */
async function mailUnread(services: Services, parts: VisitorMailParts, { row: seen, looked }: Due): Promise<void> {
  const { tenant_id: tenantId, subject } = seen
  const now = services.clock.now()
  await services.doors.withTenant(tenantId, async (tx) => {
    await rearm(tx, 'unread-mail', [{ subject, dueAt: now + lookAgainMs }])
    const row = await lockConversation(tx, tenantId, subject)
    const [facts] = await readUnread(tx, [subject])
    const settings = await wish(tx, parts.post, tenantId)
    if (!row || !facts || settings === null) return
    const at = dueAtOf(facts, settings, { ...looked, now })
    const address = at !== null && at <= now ? await addressOf(tx, facts) : null
    if (address === null) return
    const recipient = await holdRecipient(tx, tenantId, address.toLowerCase())
    const events = await unreadOf(tx, row, facts.read_seq)
    const last = events.at(-1)
    if (!last) return
    // Whoever wants no such mail is not asked about the same words again.
    await noteMailed(tx, row, last.seq, now)
    if (recipient.muted) return
    const by: Actor = { kind: 'system', tenantId, id: 'system', name: 'system' }
    const letter = { purpose: 'unread', recipient, by, events, key: `unread ${row.id} ${last.seq}` } as const
    await mailVisitor({ tx, now, services }, parts, row, letter)
  })
}

/** What agents said after `readSeq` and did not take back, oldest first. */
async function unreadOf(
  tx: Tx,
  row: Parameters<typeof findRecalled>[1] & { readonly id: string },
  readSeq: number,
): Promise<StoredEvent[]> {
  const events = (await readAfter(tx, row.id, 'visitor', readSeq, 1_000)).filter(isOfAgent)
  const recalled = await findRecalled(tx, row, events)
  return events.filter(({ seq }) => !recalled.has(seq)).slice(0, mostMessages)
}

function isOfAgent({ type, payload }: StoredEvent): boolean {
  if (type !== 'message.sent') return false
  const { from, automatic } = payload as { from: string; automatic?: string }
  return from === 'agent' && automatic === undefined
}
