import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contrastWithWhite, DEFAULT_COLOR, readableColor } from './readable-color'

const channelsOf = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))

it('leaves a colour that white can be read on as it is', () => {
  expect(readableColor('#2f5d50')).toBe('#2f5d50')
  expect(contrastWithWhite([0, 0, 0])).toBeCloseTo(21)
})

it('darkens any other until white reaches 4.5 : 1, and no further than it must', () => {
  fc.assert(
    fc.property(fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 0, max: 255 }))), (channels) => {
      const color = `#${channels.map((c) => c.toString(16).padStart(2, '0')).join('')}`
      const contrast = contrastWithWhite(channelsOf(readableColor(color)))
      expect(contrast).toBeGreaterThanOrEqual(4.5)
      if (contrastWithWhite(channels) < 4.5) expect(contrast).toBeLessThan(5.6)
    }),
  )
})

it.each([undefined, null, '', 'red', '#fff', '#12345g', '#2f5d50;background:url(x)'])('takes %s for none', (color) => {
  expect(readableColor(color)).toBe(DEFAULT_COLOR)
})
