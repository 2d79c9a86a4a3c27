import { describe, expect, it } from 'vitest'
import { figuresLine, median, percentile, spread } from './figures'

describe('figures', () => {
  it('takes the middle of an odd and of an even number of values', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([])).toBeNaN()
  })

  it('takes percentiles by nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, i) => 200 - i)
    expect(percentile(values, 0.5)).toBe(100)
    expect(percentile(values, 0.99)).toBe(198)
    expect(percentile(values, 1)).toBe(200)
    expect(percentile([7], 0.5)).toBe(7)
  })

  it('prints one line of name=value', () => {
    expect(figuresLine({ ratio: 0.8765, messages: 51234, p99: 12.345, engine: '18.4' })).toBe(
      'ratio=0.88 messages=51234 p99=12.3 engine=18.4',
    )
    expect(spread([1.02, 0.914])).toBe('0.91..1.02')
  })
})
