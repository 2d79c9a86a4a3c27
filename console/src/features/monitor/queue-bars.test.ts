import type { BoardGroup, QueueSample } from '@keqiao/contract'
import { describe, expect, it } from 'vitest'
import { colouredGroups, queueBars, waitingAt } from './queue-bars'

const minute = 60_000
const now = 1_000 * 5 * minute + 2 * minute
const sample = (minutesAgo: number, waiting: number, groupId = 'g') =>
  ({ at: Math.floor(now / minute) * minute - minutesAgo * minute, groupId, waiting }) as QueueSample
const group = (id: string, waitingCount = 0) => ({ id, waitingCount }) as BoardGroup

describe('the last two hours of the line (MGT-16)', () => {
  it('shows the most of each five minutes, and what is true now', () => {
    const bars = queueBars(
      [sample(1, 3), sample(2, 5), sample(3, 9), sample(121, 4), sample(130, 7)],
      [group('g', 6)],
      now,
    )
    expect(bars).toHaveLength(25)
    expect(bars.at(-1)?.byGroup.get('g')).toBe(6)
    expect(bars.at(-2)?.byGroup.get('g')).toBe(9)
    expect(bars[0]?.byGroup.get('g')).toBe(4)
  })

  it('gives colours to the three longest lines', () => {
    const samples = ['a', 'b', 'c', 'd'].map((id, index) => sample(10, index + 1, id))
    const groups = ['a', 'b', 'c', 'd', 'quiet'].map((id) => group(id))
    expect(colouredGroups(queueBars(samples, groups, now), groups).map(({ id }) => id)).toEqual(['d', 'c', 'b'])
  })

  it('knows how many waited then, and where it cannot', () => {
    const samples = [sample(10, 2), sample(10, 1, 'h'), sample(9, 8)]
    expect(waitingAt(samples, now - 60 * minute, now - 10 * minute)).toBe(3)
    expect(waitingAt(samples, now - 60 * minute, now - 20 * minute)).toBe(0)
    expect(waitingAt(samples, now - 5 * minute, now - 10 * minute)).toBe(null)
  })
})
