import type { BoardGroup, QueueSample } from '@keqiao/contract'

/** Of the line in five minutes: the most that were seen in each group. */
export interface QueueBar {
  /** Begin, epoch milliseconds. */
  readonly at: number
  readonly byGroup: ReadonlyMap<string, number>
}

const barMs = 5 * 60_000
const drawnMs = 2 * 3_600_000

/**
 * The last two hours in steps of five minutes, the present one last. What is known of the present moment counts: samples
 * are a minute old.
 */
export function queueBars(samples: readonly QueueSample[], groups: readonly BoardGroup[], now: number): QueueBar[] {
  const last = Math.floor(now / barMs) * barMs
  const bars = Array.from({ length: drawnMs / barMs + 1 }, (_, index) => ({
    at: last - drawnMs + index * barMs,
    byGroup: new Map<string, number>(),
  }))
  const note = (at: number, groupId: string, waiting: number) => {
    const bar = bars[Math.floor((at - (last - drawnMs)) / barMs)]
    if (bar && waiting > 0) bar.byGroup.set(groupId, Math.max(waiting, bar.byGroup.get(groupId) ?? 0))
  }
  for (const { at, groupId, waiting } of samples) note(at, groupId, waiting)
  for (const { id, waitingCount } of groups) note(now, id, waitingCount)
  return bars
}

/** How many waited in all groups at an instant of the last two hours; null where it is too long ago to know. */
export function waitingAt(samples: readonly QueueSample[], since: number, at: number): number | null {
  if (at < since) return null
  const minute = Math.floor(at / 60_000) * 60_000
  return samples.reduce((sum, sample) => (sample.at === minute ? sum + sample.waiting : sum), 0)
}

/** Three groups with the longest lines have colours of their own; the others share one. */
export function colouredGroups(bars: readonly QueueBar[], groups: readonly BoardGroup[]): readonly BoardGroup[] {
  const most = (id: string) => Math.max(0, ...bars.map(({ byGroup }) => byGroup.get(id) ?? 0))
  return groups
    .filter(({ id }) => most(id) > 0)
    .toSorted((one, other) => most(other.id) - most(one.id))
    .slice(0, 3)
}
