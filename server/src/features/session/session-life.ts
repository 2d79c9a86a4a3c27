const hourMs = 3_600_000

interface SessionLife {
  /** From sign-in or the last renewal. */
  readonly lastsMs: number
  /** Age at which the token is replaced when its holder comes by. */
  readonly rotateAfterMs: number
}

/** Remembered: 30 days, over restarts of the browser. Else: a working day, or until the browser closes. */
export function sessionLife(remembered: boolean): SessionLife {
  return remembered
    ? { lastsMs: 30 * 24 * hourMs, rotateAfterMs: 24 * hourMs }
    : { lastsMs: 12 * hourMs, rotateAfterMs: hourMs }
}
