import { describe, expect, it } from 'vitest'
import { formatWaiting, urgencyOf } from './waiting-time'

describe('formatWaiting', () => {
  it.each([
    [0, '0:00'],
    [9_999, '0:09'],
    [72_000, '1:12'],
    [59 * 60_000 + 59_999, '59:59'],
    [3_600_000, '1:00:00'],
    [3_600_000 * 26 + 61_000, '26:01:01'],
  ])('shows %d ms as %s', (waitedMs, shown) => expect(formatWaiting(waitedMs)).toBe(shown))

  it('shows zero where the clocks disagree', () => expect(formatWaiting(-5_000)).toBe('0:00'))
})

describe('urgencyOf', () => {
  it.each([
    [19_999, 'calm'],
    [20_000, 'amber'],
    [29_999, 'amber'],
    [30_000, 'red'],
  ])('of a first reply after %d ms is %s', (waitedMs, urgency) => expect(urgencyOf(waitedMs, false)).toBe(urgency))

  it.each([
    [59_999, 'calm'],
    [60_000, 'amber'],
    [179_999, 'amber'],
    [180_000, 'red'],
  ])('of a later reply after %d ms is %s', (waitedMs, urgency) => expect(urgencyOf(waitedMs, true)).toBe(urgency))

  it('RTE-13: goes by what the merchant has set', () => {
    const own = { firstReply: { amberMs: 5_000, redMs: 8_000 }, laterReply: { amberMs: 10_000, redMs: 20_000 } }
    expect([6_000, 8_000].map((waitedMs) => urgencyOf(waitedMs, false, own))).toEqual(['amber', 'red'])
    expect([6_000, 20_000].map((waitedMs) => urgencyOf(waitedMs, true, own))).toEqual(['calm', 'red'])
  })
})
