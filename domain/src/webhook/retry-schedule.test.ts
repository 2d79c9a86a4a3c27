import { describe, expect, it } from 'vitest'
import { outcomeOf, retryPause, retryPausesMs } from './retry-schedule'

describe('a delivery that failed', () => {
  it('is tried ten times over some three days, and then given up', () => {
    const pauses = retryPausesMs.map((_, i) => retryPause(i + 1, 0.5))
    expect(pauses).toEqual(retryPausesMs)
    expect(retryPause(retryPausesMs.length + 1, 0.5)).toBeNull()
    expect(pauses.reduce<number>((sum, pause) => sum + (pause ?? 0), 0)).toBeGreaterThan(3 * 24 * 3_600_000)
  })

  it('comes back up to a fifth earlier or later', () => {
    expect([retryPause(2, 0), retryPause(2, 0.999_999)]).toEqual([240_000, 360_000])
  })

  it('waits as long as it is asked to, a day at most, and never less than the schedule', () => {
    expect(retryPause(1, 0.5, 60_000)).toBe(60_000)
    expect(retryPause(3, 0.5, 60_000)).toBe(30 * 60_000)
    expect(retryPause(1, 0.5, 1e12)).toBe(24 * 3_600_000)
  })
})

it('takes 2xx for an answer and 410 for a farewell; a redirect is neither', () => {
  expect([200, 204, 299, 301, 400, 410, 429, 500, null].map(outcomeOf)).toEqual([
    ...['delivered', 'delivered', 'delivered', 'again', 'again', 'gone', 'again', 'again', 'again'],
  ])
})
