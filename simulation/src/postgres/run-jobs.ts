import { releaseHeldBy } from '@keqiao/server/features/routing/index'
import { readActiveMembers } from '@keqiao/server/features/member/index'
import type { Services } from '@keqiao/server/platform/operations/index'
import { startRound } from '@keqiao/server/roles/round'
import { readShutOutJobs, removeJob } from './loads.store'

/** The queue tells its workers at once; this is how often they look by themselves. */
const lookEveryMs = 10_000

/**
 * The jobs of one life of a process, in simulated time: the product's worker polls by the clock of the machine. A job is
 * removed when it is done, so one that a dying process had begun is done by another. Returns how to stop.
 */
export function startJobs(services: Services): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const look = () => (running = running.then(() => doJobs(services)).catch(() => undefined))
  const deaf = services.relay.listen((events) => {
    if (events.some(({ type }) => type === 'member.disabled')) void look()
  })
  void look()
  const stopRound = startRound(services, 'jobs', lookEveryMs, look)
  return async () => {
    deaf()
    await stopRound()
    await running
  }
}

async function doJobs(services: Services): Promise<void> {
  const { doors } = services
  for (const { id, payload } of await doors.withSystem('simulation', readShutOutJobs)) {
    const { tenantId, memberId } = payload
    const active = await doors.withTenant(tenantId, (tx) => readActiveMembers(tx, [memberId]))
    if (!active.has(memberId)) await releaseHeldBy(services, tenantId, memberId)
    await doors.withSystem('simulation', (tx) => removeJob(tx, id))
  }
}
