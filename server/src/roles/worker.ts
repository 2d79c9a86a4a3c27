import type { MemberId, TenantId } from '@keqiao/domain'
import { z } from 'zod'
import type { VisitorSessions } from '../features/channel'
import { startAutoReplies } from '../features/automation'
import { compareLoads, startSilenceSweep } from '../features/conversation'
import { followDialogues } from '../features/dialogue'
import { exportCalendar } from '../features/export'
import { memberShutOut, readActiveMembers } from '../features/member'
import { createMetricReader } from '../features/metric'
import { sampleQueues, sampleQueuesEveryMs } from '../features/monitor'
import { pushIsDue, pushMember, type SendPush } from '../features/notification'
import { isStaffed, releaseAbsent, releaseHeldBy, tellConnections, type Router } from '../features/routing'
import type { Sessions } from '../features/session'
import { startLateAnswerSweep } from '../features/sla'
import { createWebhookReader, startWebhookDelivery, webhookCalendar, webhookUpkeep } from '../features/webhook'
import { startUnreadMailSweep, type VisitorMailParts } from '../features/visitor-mail'
import type { Clock } from '../platform/clock'
import {
  defineTask,
  handle,
  maintenance,
  maintenanceCalendar,
  startWorker,
  type Recurring,
  type TaskHandler,
} from '../platform/jobs'
import type { Log } from '../platform/log'
import type { Metrics } from '../platform/metrics'
import type { Services } from '../platform/operations'
import type { Outgoing } from '../platform/outgoing'
import type { SecretBox } from '../platform/secret-box'
import { startRound } from './round'

interface WorkOptions {
  readonly services: Services
  readonly sessions: Pick<Sessions, 'sweep' | 'end' | 'liveSessions'>
  readonly push: { readonly send: SendPush }
  readonly outgoing: Outgoing
  readonly box: SecretBox
  readonly visitors: Pick<VisitorSessions, 'sweep'>
  readonly router: Pick<Router, 'sweep'>
  readonly visitorMail: VisitorMailParts
  readonly metrics: Metrics
  /** Work of features that is no upkeep. */
  readonly handlers: readonly TaskHandler[]
  readonly databaseUrl: string
  readonly clock: Clock
  readonly log: Log
  /** Of features that were put together elsewhere. */
}

/** What a process does in the background: deadlines, jobs, upkeep. */
export interface Work {
  stop(boundMs: number): Promise<void>
}

const nothing = z.object({}).transform((): Record<string, never> => ({}))
const removeExpiredSessions = defineTask('session.remove-expired', nothing)
const loadsAreDue = defineTask('conversation.compare-loads', nothing)

const calendar: readonly Recurring[] = [
  ...maintenanceCalendar,
  ...exportCalendar,
  ...webhookCalendar,
  { task: removeExpiredSessions, cron: '41 * * * *', catchUpMs: 0 },
  { task: loadsAreDue, cron: '*/5 * * * *', catchUpMs: 0 },
]

/** How often it is looked for agents who have been gone for too long. */
const releaseEveryMs = 5_000
/** Routing is woken by events; this is the net under them. */
const routeEveryMs = 10_000
/** How often it is compared who is connected with what the log says of it. */
const tellEveryMs = 5_000
/** How often what happened is counted for the reports, and how many events in one transaction. */
const countEveryMs = 1_000
const countedAtOnce = 2_000

/** Starts the background work of this process. */
export async function startWork(options: WorkOptions): Promise<Work> {
  const { services, router, metrics, databaseUrl, clock, log } = options
  const { doors } = services
  const autoReplies = startAutoReplies(services, { isStaffed })
  const deafen = services.relay.listen((events) => autoReplies.hear(events))
  const sweeps = [
    startSilenceSweep(services),
    startLateAnswerSweep(services),
    autoReplies.sweep,
    startUnreadMailSweep(services, options.visitorMail),
  ]
  const stopRounds = [
    startRound(services, 'release of dialogues', releaseEveryMs, () => releaseAbsent(services)),
    startRound(services, 'routing sweep', routeEveryMs, () => router.sweep()),
    startRound(services, 'connections', tellEveryMs, () => tellConnections(services)),
    startRound(services, 'queue samples', sampleQueuesEveryMs, () => sampleQueues(services)),
  ]
  const dialogues = followDialogues(services, (seconds) => metrics.readerLag.set({ reader: 'dialogues' }, seconds))
  const counting = createMetricReader(services, {
    everyMs: countEveryMs,
    batchSize: countedAtOnce,
    onLag: (seconds) => metrics.readerLag.set({ reader: 'metric' }, seconds),
  })
  const webhooks = startWebhooks(options)
  const handlers = [
    ...maintenance(doors, log),
    ...upkeep(options),
    handle(memberShutOut, shutOut(options)),
    push(options),
    webhookUpkeep(services),
    ...options.handlers,
  ]
  const worker = await startWorker({ url: databaseUrl, doors, log, metrics, clock, handlers, calendar })
  return {
    async stop(boundMs) {
      deafen()
      const stopSweeps = sweeps.map((sweep) => sweep.stop())
      const stopReaders = [dialogues.stop(), counting.stop()]
      await Promise.all([...stopSweeps, ...stopReaders, webhooks.stop(boundMs), ...stopRounds.map((stop) => stop())])
      await worker.stop(boundMs)
    },
  }
}

/** What happens is written down for endpoints, and posted to them. */
function startWebhooks({ services, outgoing, box, metrics }: WorkOptions): { stop(boundMs: number): Promise<void> } {
  const delivery = startWebhookDelivery({ services, outgoing, box })
  const reader = createWebhookReader(services, {
    everyMs: countEveryMs,
    batchSize: 500,
    onLag: (seconds) => metrics.readerLag.set({ reader: 'webhook' }, seconds),
    onMade: () => delivery.wake(),
  })
  return {
    async stop(boundMs) {
      await reader.stop()
      await delivery.stop(boundMs)
    },
  }
}

/** What a member left behind who was disabled; nothing when he was let in again before the job ran. */
function shutOut({ services, sessions }: WorkOptions) {
  return async ({ tenantId, memberId }: { tenantId: TenantId; memberId: MemberId }): Promise<void> => {
    const active = await services.doors.withTenant(tenantId, (tx) => readActiveMembers(tx, [memberId]))
    if (active.has(memberId)) return
    await sessions.end(memberId)
    await releaseHeldBy(services, tenantId, memberId)
  }
}

/** Notices to closed windows, by browsers whose session goes on. */
function push({ services, sessions, push: { send } }: WorkOptions): TaskHandler {
  const { doors } = services
  const liveSessions = (ids: readonly string[]) =>
    doors.withSystem('sessions of push', (tx) => sessions.liveSessions(tx, ids))
  return handle(pushIsDue, pushMember({ services, send, liveSessions }))
}

function upkeep({ services, sessions, visitors, metrics, log }: WorkOptions): TaskHandler[] {
  return [
    handle(removeExpiredSessions, async () => {
      await sessions.sweep()
      await visitors.sweep()
    }),
    handle(loadsAreDue, async () => {
      const repaired = await compareLoads(services.doors)
      metrics.loadRepaired.inc(repaired.length)
      for (const load of repaired) log.error({ load }, 'the load of an agent was not the number of his open legs')
    }),
  ]
}
