import { inLocale, type AutoReplySettings } from '@keqiao/contract'
import {
  autoRepliesOf,
  fillIn,
  type AutoReplyDue,
  type AutoReplyFacts,
  type ChannelId,
  type GroupId,
  type SilenceRules,
  type TenantId,
} from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { StoredEvent } from '../../platform/event-log'
import type { Services } from '../../platform/operations'
import { readLanguage } from '../contact'
import {
  autoReplyFactsOf,
  pullDeadlines,
  readOpenRows,
  readSaid,
  rearm,
  sayOnce,
  startDeadlineSweep,
  type DeadlineSweep,
  type GoingOnRow,
  type Looked,
  type Sifted,
} from '../conversation'
import { autoReplyRulesOf, readAutoReplies, readRoutingSettings, readTenant } from '../tenant'

/** A conversation in which nothing falls due as it stands is looked at again after this; in milliseconds. */
const lookAgainMs = 15_000
/** The same where the merchant wants nothing said; a change of his is heard of at once. */
const idleMs = 300_000

/** What this needs of routing. */
interface AutoReplyParts {
  readonly isStaffed: (tx: Tx, tenantId: TenantId, groupId: GroupId) => Promise<boolean>
}

/** Something to be said, in the conversation as it was read. */
interface Due {
  readonly row: GoingOnRow
  readonly watchedSince: number
  readonly reply: AutoReplyDue
}

/** What a merchant has decided for a channel, read once for a sweep. */
interface Decided {
  readonly settings: AutoReplySettings
  readonly silence: SilenceRules
}

/** 自动回复 of one process. */
export interface AutoReplies {
  readonly sweep: DeadlineSweep
  /** Greets at once who was just accepted; what is missed here the sweep finds. */
  hear(events: readonly StoredEvent[]): void
}

/** Says by itself what the merchant wants said (CON-21), each thing once in its round. */
export function startAutoReplies(services: Services, parts: AutoReplyParts): AutoReplies {
  const act = (due: Due) => say(services, parts, due)
  return {
    sweep: startDeadlineSweep<Due>(services, {
      kind: 'auto-reply',
      sift: (tx, ids, looked) => sift(parts, tx, ids, looked),
      act,
    }),
    hear(events) {
      for (const { type, tenantId, streamId, payload } of events) {
        if (type === 'leg.opened') void greet(services, parts, tenantId, streamId)
        const isChange = type === 'settings.changed' && settingNames.has((payload as { name: string }).name)
        if (isChange) void pull(services, tenantId)
      }
    },
  }
}

const settingNames: ReadonlySet<string> = new Set(['auto-replies', 'channel-auto-replies'])

function pull({ doors, clock, onError }: Services, tenantId: TenantId): Promise<void> {
  return doors
    .withTenant(tenantId, (tx) => pullDeadlines(tx, tenantId, 'auto-reply', clock.now()))
    .catch((error: unknown) => onError(error, 'auto-replies'))
}

async function greet(services: Services, parts: AutoReplyParts, tenantId: TenantId, id: string): Promise<void> {
  const { doors, clock, onError } = services
  try {
    const due = await doors.withTenant(tenantId, async (tx) => {
      // A greeting does not depend on since when somebody watches.
      const found = await look(parts, tx, [id], { now: clock.now(), watchedSince: 0 })
      return found.flatMap(({ due: all }) => all.filter(({ reply }) => reply.situation === 'accepted'))
    })
    for (const one of due) await say(services, parts, one)
  } catch (error) {
    onError(error, 'greeting')
  }
}

async function sift(parts: AutoReplyParts, tx: Tx, subjects: readonly string[], looked: Looked): Promise<Sifted<Due>> {
  const found = await look(parts, tx, subjects, looked)
  const there = new Set(found.map(({ row }) => row.id as string))
  return {
    due: found.flatMap(({ due }) => due),
    later: found.map(({ row, next }) => ({ subject: row.id, dueAt: next })),
    over: subjects.filter((subject) => !there.has(subject)),
  }
}

interface LookedAt {
  readonly row: GoingOnRow
  readonly due: readonly Due[]
  /** When the next thing falls due; soon at the latest, since somebody may speak at any time. */
  readonly next: number
}

async function look(
  { isStaffed }: AutoReplyParts,
  tx: Tx,
  subjects: readonly string[],
  { now, watchedSince }: Looked,
): Promise<LookedAt[]> {
  const rows = await readOpenRows(tx, subjects)
  const said = await readSaid(tx, subjects)
  const decided = new Map<ChannelId, Decided>()
  const found: LookedAt[] = []
  for (const row of rows) {
    const known = decided.get(row.channel_id) ?? (await readDecided(tx, row))
    decided.set(row.channel_id, known)
    const { settings, silence } = known
    const isWanted = row.status === 'queued' && (settings.unstaffed.on || settings.waiting.on)
    const staffed = isWanted ? await isStaffed(tx, row.tenant_id, row.group_id) : true
    const facts: AutoReplyFacts = { ...autoReplyFactsOf(row, silence, watchedSince), staffed }
    const replies = autoRepliesOf(facts, autoReplyRulesOf(settings), now).filter(
      ({ situation, round }) => !said.has(`${row.id} ${situation} ${round}`),
    )
    const due = replies.filter(({ at }) => at <= now).map((reply) => ({ row, reply, watchedSince }))
    const next = Math.min(Infinity, ...replies.filter(({ at }) => at > now).map(({ at }) => at))
    const isIdle = Object.values(settings).every(({ on }) => !on)
    const latest = now + (isIdle ? idleMs : lookAgainMs)
    found.push({ row, due, next: Math.min(Math.max(next, now + 1_000), latest) })
  }
  return found
}

async function readDecided(
  tx: Tx,
  { tenant_id: tenantId, channel_id: channelId }: Pick<GoingOnRow, 'tenant_id' | 'channel_id'>,
): Promise<Decided> {
  const { silentVisitorMinutes, goneVisitorMinutes } = await readRoutingSettings(tx, tenantId)
  return {
    settings: await readAutoReplies(tx, tenantId, channelId),
    silence: { silentVisitorMs: silentVisitorMinutes * 60_000, goneVisitorMs: goneVisitorMinutes * 60_000 },
  }
}

/** Looks once more, at the locked row: much may have happened since the sweep read it. */
async function say(
  services: Services,
  { isStaffed }: AutoReplyParts,
  { row: seen, reply, watchedSince }: Due,
): Promise<void> {
  const now = services.clock.now()
  const { tenant_id: tenantId } = seen
  await services.doors.withTenant(tenantId, async (tx) => {
    const { settings, silence } = await readDecided(tx, seen)
    await sayOnce({ tx, now, services }, tenantId, seen.id, reply.round, async (row) => {
      const staffed = row.status === 'queued' ? await isStaffed(tx, tenantId, row.group_id) : true
      const facts = { ...autoReplyFactsOf({ ...row, queued_at: seen.queued_at }, silence, watchedSince), staffed }
      const still = autoRepliesOf(facts, autoReplyRulesOf(settings), now).some(
        ({ situation, round, at }) => situation === reply.situation && round === reply.round && at <= now,
      )
      if (!still) return null
      const shop = (await readTenant(tx, tenantId))?.name ?? ''
      const words = inLocale(settings[reply.situation].text, await readLanguage(tx, tenantId, row.contact_id))
      const text = fillIn(words, { agent: row.member_name ?? shop, visitor: row.visitor_name, shop }).trim()
      return text === '' ? null : { situation: reply.situation, authorName: row.member_name ?? shop, text }
    })
    await rearm(tx, 'auto-reply', [{ subject: seen.id, dueAt: now + 1_000 }])
  })
}
