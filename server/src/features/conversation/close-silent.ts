import { defaultSilenceRules, silenceDueAt } from '@keqiao/domain'
import type { Services } from '../../platform/operations'
import { closeBySystem } from './close-conversation'
import { findConversation } from './conversation.store'
import { armDeadline, disarmDeadlines, takeDue, watchDeadlines, type DueRow, type SilenceRow } from './deadline.store'

const everyMs = 1_000
const batchSize = 100
/** A node that dies over a deadline lets another one have it after this time. */
const retakeMs = 30_000
/** A conversation that cannot fall due as it stands (it waits, or the visitor spoke last) is looked at again then. */
const lookAgainMs = 60_000

/** Closes conversations by the rules of silence (RTE-10, G3), swept each second. */
export interface SilenceSweep {
  sweep(): Promise<number>
  stop(): Promise<void>
}

/** Starts the sweep. Deadlines are re-armed lazily: a message never writes one. */
export function startSilenceSweep(services: Services): SilenceSweep {
  let stopped = false
  let cancel: () => void = () => undefined
  let running: Promise<void> | null = null

  async function sweep(): Promise<number> {
    const now = services.clock.now()
    const { due, resumedAt } = await services.doors.withSystem('deadline sweep', async (tx) => {
      const { resumed_at } = await watchDeadlines(tx)
      return { resumedAt: resumed_at, due: await takeDue(tx, now, now + retakeMs, batchSize) }
    })
    for (const row of due) {
      // One that cannot be settled is tried again later and holds up none of the others.
      await settle(services, row, now, resumedAt).catch((error: unknown) => services.onError(error, 'deadline'))
    }
    return due.length
  }

  async function tick(): Promise<void> {
    try {
      while (!stopped && (await sweep()) === batchSize);
    } catch (error) {
      services.onError(error, 'deadline sweep')
    } finally {
      running = null
      if (!stopped) schedule()
    }
  }

  function schedule(): void {
    cancel = services.clock.setTimer(everyMs, () => {
      running = tick()
    })
  }

  schedule()
  return {
    sweep,
    async stop() {
      stopped = true
      cancel()
      await running
    },
  }
}

async function settle(services: Services, due: DueRow, now: number, resumedAt: number): Promise<void> {
  const dueAt = await services.doors.withTenant(due.tenant_id, async (tx) => {
    const row = await findConversation(tx, due.tenant_id, due.subject)
    if (!row || row.status === 'closed') {
      await disarmDeadlines(tx, due.subject)
      return null
    }
    const at = dueAtOf(row, resumedAt)
    if (at !== null && at <= now) return at
    await armDeadline(tx, due.tenant_id, due.kind, due.subject, at ?? now + lookAgainMs)
    return null
  })
  if (dueAt === null) return
  await closeBySystem(services, due.tenant_id, due.subject, (row) => {
    const at = dueAtOf(row, resumedAt)
    return at !== null && at <= now
  })
}

function dueAtOf(row: SilenceRow, watchedSince: number): number | null {
  if (row.status !== 'open') return null
  const silence = {
    acceptedAt: row.accepted_at,
    lastAgentMessageAt: row.last_agent_at,
    lastVisitorMessageAt: row.last_visitor_at,
    visitorGoneAt: null,
    watchedSince,
  }
  return silenceDueAt(silence, defaultSilenceRules)
}
