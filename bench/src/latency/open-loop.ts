import { setTimeout as wait } from 'node:timers/promises'

/** A load that does not wait for anybody. */
export interface OpenLoopOptions {
  readonly perSecond: number
  readonly durationMs: number
  /** Does one thing that was due at `scheduledAt` of performance.now(), now or a moment ago. */
  readonly send: (scheduledAt: number) => void
}

/**
 * Sends at the moments of independent people (exponential gaps), fixed beforehand: whoever is late, the sender or the
 * server, the delay counts, since the clock starts at the scheduled moment. Resolves when all is sent.
 */
export async function runOpenLoop({ perSecond, durationMs, send }: OpenLoopOptions): Promise<void> {
  const gap = () => (-Math.log(1 - Math.random()) * 1_000) / perSecond
  const startedAt = performance.now()
  let next = startedAt + gap()
  while (next < startedAt + durationMs) {
    while (next <= performance.now() && next < startedAt + durationMs) {
      send(next)
      next += gap()
    }
    await wait(Math.max(0, next - performance.now()))
  }
}
