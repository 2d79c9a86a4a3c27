import type { Clock } from '../clock'

/** Whether this process should be sent requests, and why not. */
export interface ReadinessReport {
  readonly ready: boolean
  /** It works, but slower than it should: what is missing is among the checks. */
  readonly degraded: boolean
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string | number }>>
}

interface ReadinessOptions {
  /** Fails when the database does not answer. */
  readonly ping: () => Promise<void>
  /** Migrations this code knows and the database has not run. */
  readonly missingMigrations: () => Promise<readonly string[]>
  /** Seconds by which the slowest reader of the log is behind. */
  readonly readerLagSeconds: () => number
  readonly eventLoop: EventLoopWatch
  /** The process has been told to stop. */
  readonly isDraining: () => boolean
  /** Whether the bus reaches the other nodes. */
  readonly isBusReached: () => boolean
  readonly clock: Clock
}

const limits = { readerLagSeconds: 30, eventLoopLagMs: 1_000, answerMs: 3_000 }

/** Makes the check behind /readyz. It answers within 3 s whatever the database does. */
export function createReadiness(options: ReadinessOptions): () => Promise<ReadinessReport> {
  const { ping, missingMigrations, readerLagSeconds, eventLoop, isDraining, isBusReached, clock } = options
  return async () => {
    const [database, migrations] = await Promise.all([
      attempt(clock, async () => ping().then(() => ({ ok: true }))),
      attempt(clock, async () => {
        const missing = await missingMigrations()
        return missing.length === 0 ? { ok: true } : { ok: false, detail: missing.join(', ') }
      }),
    ])
    const readerLag = readerLagSeconds()
    const loopLag = Math.round(eventLoop.lagMs())
    const required = {
      draining: { ok: !isDraining() },
      database,
      migrations,
      logReaders: { ok: readerLag <= limits.readerLagSeconds, detail: Math.round(readerLag * 10) / 10 },
      eventLoop: { ok: loopLag <= limits.eventLoopLagMs, detail: loopLag },
    }
    // Without the bus everything still arrives, by the log, within a second: no reason to send people elsewhere.
    const bus = { ok: isBusReached() }
    const ready = Object.values(required).every(({ ok }) => ok)
    return { ready, degraded: !bus.ok, checks: { ...required, bus } }
  }
}

type Check = { ok: boolean; detail?: string }

/** A check that throws or takes too long has failed; the reason may name hosts, so only its kind is told. */
function attempt(clock: Clock, check: () => Promise<Check>): Promise<Check> {
  return new Promise((resolve) => {
    const cancel = clock.setTimer(limits.answerMs, () => resolve({ ok: false, detail: 'no answer' }))
    const done = (result: Check) => {
      cancel()
      resolve(result)
    }
    check().then(done, () => done({ ok: false, detail: 'failed' }))
  })
}

/** How late timers are: what every connection of this process feels. */
export interface EventLoopWatch {
  /** The worst lateness of the last few seconds, in milliseconds. */
  lagMs(): number
  stop(): void
}

/** Watches the event loop by a timer of half a second. */
export function watchEventLoop(clock: Clock): EventLoopWatch {
  const stepMs = 500
  const recent: number[] = []
  let dueAt = clock.monotonic() + stepMs
  let cancel = () => {}
  function tick(): void {
    recent.push(Math.max(0, clock.monotonic() - dueAt))
    if (recent.length > 10) recent.shift()
    dueAt = clock.monotonic() + stepMs
    cancel = clock.setTimer(stepMs, tick)
  }
  cancel = clock.setTimer(stepMs, tick)
  return {
    // A tick that is overdue right now counts as well.
    lagMs: () => Math.max(0, clock.monotonic() - dueAt, ...recent),
    stop: () => cancel(),
  }
}
