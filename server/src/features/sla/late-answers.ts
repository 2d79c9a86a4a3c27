import {
  replyDue,
  replyKindOf,
  type BusinessHours,
  type ReplyFacts,
  type ReplyTimes,
  type TenantId,
} from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import type { Services } from '../../platform/operations'
import {
  readReplies,
  rearm,
  startDeadlineSweep,
  warnOfLateAnswer,
  type DeadlineSweep,
  type Looked,
  type ReplyRow,
  type Sifted,
} from '../conversation'
import { readHours } from '../schedule'
import { insertAlarm } from './alarm.store'
import { readSlaSettings, replyTimesOf } from './sla-settings'

/** Where nobody wants to hear of it, it is looked again after this time, in milliseconds. */
const quietMs = 60_000

/** What decides when an answer is too late, beside the conversation itself. */
interface Rules {
  readonly times: ReplyTimes
  readonly hours: BusinessHours
  readonly watchedSince: number
}

interface Late {
  readonly row: ReplyRow
  readonly rules: Rules
}

/**
 * Raises an alarm for each answer that is too late (RTE-13), swept each second. A dialogue is looked at again when the
 * earliest answer that could be too late would be: a visitor who speaks in this very moment is answered late only then.
 */
export function startLateAnswerSweep(services: Services): DeadlineSweep {
  return startDeadlineSweep<Late>(services, { kind: 'reply', sift, act: (late) => warn(services, late) })
}

async function sift(tx: Tx, subjects: readonly string[], { now, watchedSince }: Looked): Promise<Sifted<Late>> {
  const rows = await readReplies(tx, subjects)
  const rulesOf = await readRules(tx, rows, watchedSince)
  const due: Late[] = []
  const later: { subject: string; dueAt: number }[] = []
  for (const row of rows) {
    const rules = rulesOf.get(row.tenant_id)
    const at = rules
      ? (replyDue(factsOf(row), rules.times, rules)?.dueAt ?? now + rules.times[kindOf(row)])
      : now + quietMs
    if (rules && at <= now) due.push({ row, rules })
    else later.push({ subject: row.subject, dueAt: at })
  }
  const open = new Set(rows.map((row) => row.subject))
  return { due, later, over: subjects.filter((subject) => !open.has(subject)) }
}

/** Those of the merchants who want to hear of it, each read once. */
async function readRules(
  tx: Tx,
  rows: readonly ReplyRow[],
  watchedSince: number,
): Promise<ReadonlyMap<TenantId, Rules>> {
  const rules = new Map<TenantId, Rules>()
  for (const tenantId of new Set(rows.map((row) => row.tenant_id))) {
    const settings = await readSlaSettings(tx, tenantId)
    if (!settings.tellsSupervisor) continue
    rules.set(tenantId, { times: replyTimesOf(settings), hours: await readHours(tx, tenantId), watchedSince })
  }
  return rules
}

async function warn(services: Services, { row: late, rules }: Late): Promise<void> {
  const now = services.clock.now()
  await services.doors.withTenant(late.tenant_id, async (tx) => {
    await warnOfLateAnswer(
      { tx, now, services },
      late.tenant_id,
      late.subject,
      (row) => replyDue(factsOf(row), rules.times, rules),
      ({ row, member, due }) =>
        insertAlarm(tx, {
          tenantId: late.tenant_id,
          id: newId(),
          conversationId: row.id,
          legId: row.leg_id,
          unansweredSince: row.unanswered_since ?? due.since,
          roomNumber: row.room_number,
          visitorName: row.visitor_name,
          group: { id: row.group_id, name: row.group_name },
          member,
          kind: due.kind,
          since: due.since,
          allowedMs: due.allowedMs,
          raisedAt: now,
        }),
    )
    // This waiting was told; the next one cannot be too late before then.
    await rearm(tx, 'reply', [{ subject: late.subject, dueAt: now + rules.times.later }])
  })
}

const factsOf = (row: Omit<ReplyRow, 'subject'>): ReplyFacts => ({
  unansweredSince: row.unanswered_since,
  legOpenedAt: row.leg_opened_at,
  agentMessageCount: row.agent_message_count,
})

const kindOf = (row: ReplyRow) => replyKindOf(factsOf(row))
