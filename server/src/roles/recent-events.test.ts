import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RecentEvents } from './recent-events'

describe('recent events', () => {
  it('knows what was added and nothing else, in whatever order it came', () => {
    const place = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 30 }))
    fc.assert(
      fc.property(fc.array(place, { maxLength: 80 }), (places) => {
        const recent = new RecentEvents()
        const model = new Set<string>()
        for (const [streamId, seq] of places) {
          expect(recent.add(streamId, seq)).toBe(!model.has(`${streamId} ${seq}`))
          model.add(`${streamId} ${seq}`)
        }
        for (const streamId of ['a', 'b', 'c']) {
          for (let seq = 0; seq <= 31; seq++) expect(recent.has(streamId, seq)).toBe(model.has(`${streamId} ${seq}`))
        }
      }),
    )
  })

  it('forgets what is older than two generations, and keeps the last twenty thousand', () => {
    const recent = new RecentEvents()
    for (let seq = 1; seq <= 45_000; seq++) recent.add('s', seq)
    expect(recent.has('s', 1)).toBe(false)
    expect(recent.has('s', 25_000)).toBe(true)
    expect(recent.has('s', 45_000)).toBe(true)
    expect(recent.has('s', 45_001)).toBe(false)
  })
})
