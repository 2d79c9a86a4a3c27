import type { WireError } from '@keqiao/contract/frames'
import type { Environment } from './environment'

/** No wait between two attempts is longer, in milliseconds. */
export const LONGEST_WAIT_MS = 30_000
const FIRST_WAIT_MS = 500

/**
 * Exponential backoff with full jitter: between nothing and 0.5 s before the first repetition, and never more than 30 s,
 * so that the clients of a restarted server come back spread out. `attempt` counts from 1, `fraction` is in [0, 1).
 */
export function backoffMs(attempt: number, fraction: number): number {
  return Math.floor(fraction * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)))
}

/** A fault of the server is asked about this often before it counts as an answer. */
const MAX_FAULTS = 5

/**
 * Whether the same question with the same client id may have another answer later, after `failures` in a row. A fault
 * (`internal`) leaves open whether the change was stored; the client id finds out.
 */
export function mayRepeat(error: WireError, failures: number): boolean {
  return error.retryable === true || (error.code === 'internal' && failures < MAX_FAULTS)
}

/** How long to wait before the repetition number `attempt`, in milliseconds: never less than the server asked for. */
export function repeatAfterMs(error: WireError, attempt: number, environment: Environment): number {
  return (error.retryAfterMs ?? 0) + backoffMs(attempt, environment.random())
}
