import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bubbleGrounds, contrast, readableColour, wantedContrast } from './readable-colour'

describe('readableColour', () => {
  it('knows the contrast of black on white', () => expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5))

  it('leaves a colour alone that can be read', () => {
    expect(readableColour('#2459c7', bubbleGrounds.light.visitor, '#000000')).toBe('#2459c7')
  })

  it('makes every colour readable on every bubble of both themes', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
    const ground = fc.constantFrom(
      ...Object.values(bubbleGrounds).flatMap(
        ({ visitor, agent, ink }) =>
          [
            [visitor, ink],
            [agent, ink],
          ] as const,
      ),
    )
    fc.assert(
      fc.property(colour, ground, (given, [on, ink]) => {
        expect(contrast(readableColour(given, on, ink), on)).toBeGreaterThanOrEqual(wantedContrast)
      }),
    )
  })
})
