/** What a visitor who waits is told (VIS-05). */
export interface QueuePlace {
  /** His place in the line of his group, from 1. */
  readonly position: number
  /** Milliseconds he probably still waits; null where too little is known. */
  readonly expectedWaitMs: number | null
}

/** How many of the last accepts of a group say how fast its line moves. */
export const acceptsLookedAt = 20

/**
 * How long somebody at `position` probably waits: the line moves by one per accept, so it is the mean interval between
 * the group's last accepts (at most twenty, of the last hour) times the position. `accepts` are instants in epoch
 * milliseconds, in any order. The time since the last accept counts as an interval of its own once it is longer than
 * the mean: a line that stands still must not promise its former speed. Null with fewer than three accepts.
 */
export function expectedWaitMs(position: number, accepts: readonly number[], now: number): number | null {
  if (accepts.length < 3) return null
  const [first, last] = [Math.min(...accepts), Math.max(...accepts)]
  const mean = (last - first) / (accepts.length - 1)
  const standing = now - last
  const interval = standing > mean ? (now - first) / accepts.length : mean
  return Math.round(interval * position)
}
