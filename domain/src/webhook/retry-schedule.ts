const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Pauses after each failure, as Standard Webhooks proposes them: the last try is some three days after the first. */
export const retryPausesMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** By how much a pause may differ, so that what failed together does not come back together. */
const jitter = 0.2

/** An endpoint that let nothing succeed for so long is disabled. */
export const failingForMs = 5 * 24 * hour

/**
 * The pause after a failure, in milliseconds; null: it is given up. `tries` counts this one, `random` is below 1; an
 * endpoint may ask for a longer pause (Retry-After), a day at most.
 */
export function retryPause(tries: number, random: number, askedMs = 0): number | null {
  const pause = retryPausesMs[tries - 1]
  if (pause === undefined) return null
  return Math.max(Math.round(pause * (1 - jitter + 2 * jitter * random)), Math.min(askedMs, 24 * hour))
}

/** What comes of an attempt. Redirects are not followed: whoever moves says so here. */
export type AttemptOutcome = 'delivered' | 'again' | 'gone'

/** By the answer's status; null: there was none. */
export function outcomeOf(statusCode: number | null): AttemptOutcome {
  if (statusCode !== null && statusCode >= 200 && statusCode < 300) return 'delivered'
  return statusCode === 410 ? 'gone' : 'again'
}
