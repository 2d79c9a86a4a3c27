import type { Services } from '../../platform/operations'
import { forgetQueues, noteQueues } from './board.store'

/** The lines of all merchants are looked at this often; the most of a minute is kept. */
export const sampleQueuesEveryMs = 15_000
const keptMs = 24 * 3_600_000

/** Notes how long the lines are now. Any number of processes may do it: they note the same. */
export function sampleQueues({ doors, clock }: Services): Promise<void> {
  return doors.withSystem('queue samples', async (tx) => {
    await noteQueues(tx, clock.now())
    await forgetQueues(tx, clock.now() - keptMs)
  })
}
