import { describe, expect, it } from 'vitest'
import { expectedWaitMs } from './queue-place'

describe('how long one probably waits (VIS-05)', () => {
  it('is the mean interval between the last accepts, times the place', () => {
    expect(expectedWaitMs(1, [0, 60_000, 120_000], 130_000)).toBe(60_000)
    expect(expectedWaitMs(4, [120_000, 0, 60_000], 130_000)).toBe(240_000)
  })

  it('grows while the line stands still', () => {
    expect(expectedWaitMs(1, [0, 60_000, 120_000], 720_000)).toBe(240_000)
  })

  it('is not guessed from one or two', () => {
    expect(expectedWaitMs(1, [], 0)).toBeNull()
    expect(expectedWaitMs(1, [0, 10], 20)).toBeNull()
  })
})
