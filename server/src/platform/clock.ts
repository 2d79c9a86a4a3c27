/** The only place of the server that reads the time. */
export interface Clock {
  /** Wall clock, epoch milliseconds. */
  now(): number
  /** Milliseconds that never jump; only differences mean something. */
  monotonic(): number
  /** Calls `run` once after `delayMs`; returns how to cancel it. A pending timer does not keep the process alive. */
  setTimer(delayMs: number, run: () => void): () => void
}

/** The machine's clock, shifted by `skewMs` for tests of nodes whose clocks disagree. */
export function systemClock(skewMs = 0): Clock {
  return {
    now: () => Date.now() + skewMs,
    monotonic: () => performance.now(),
    setTimer(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}
