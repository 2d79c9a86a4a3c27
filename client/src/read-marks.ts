/** Read marks: how far somebody has read travels to the other end, seldom, and only forwards. */
import type { Environment } from './environment'
import { createTimer } from './timer'

/** At most one mark in this many milliseconds. */
export const READ_INTERVAL_MS = 2_000

/** What tells the other end how far one has read. */
export interface ReadSender {
  /** Everything up to this seq is on the screen in front of somebody. */
  readonly read: (seq: number) => void
  readonly release: () => void
}

/**
 * Throttled; the last place is always told in the end.
 *
 * @param send false: it did not arrive, and the same place is told again with the next one
 */
export function createReadSender(environment: Environment, send: (seq: number) => Promise<boolean>): ReadSender {
  let wanted = 0
  let told = 0
  let toldAt = -Infinity
  const timer = createTimer(environment)

  function plan() {
    timer.cancel()
    if (wanted <= told) return
    const waitMs = toldAt + READ_INTERVAL_MS - environment.now()
    if (waitMs > 0) return timer.arm(waitMs, plan)
    const [seq, before] = [wanted, told]
    told = seq
    toldAt = environment.now()
    void send(seq).then((arrived) => {
      if (!arrived && told === seq) told = before
    })
  }

  return {
    read(seq) {
      wanted = Math.max(wanted, seq)
      plan()
    },
    release: () => timer.cancel(),
  }
}
