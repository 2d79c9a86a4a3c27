import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { middleSquare, moved, zoomed } from './crop-square'

test('begins with the largest square in the middle', () => {
  expect(middleSquare({ width: 300, height: 200 })).toEqual({ x: 50, y: 0, side: 200 })
  expect(middleSquare({ width: 80, height: 200 })).toEqual({ x: 0, y: 60, side: 80 })
})

test('zooms about its own middle', () => {
  const size = { width: 400, height: 400 }
  expect(zoomed(middleSquare(size), size, 2)).toEqual({ x: 100, y: 100, side: 200 })
})

test('whatever one does, what is kept is a square inside of the picture', () => {
  const step = fc.oneof(
    fc.record({ dx: fc.integer({ min: -999, max: 999 }), dy: fc.integer({ min: -999, max: 999 }) }),
    fc.record({ zoom: fc.double({ min: 0, max: 9, noNaN: true }) }),
  )
  const size = fc.record({ width: fc.integer({ min: 32, max: 900 }), height: fc.integer({ min: 32, max: 900 }) })
  fc.assert(
    fc.property(size, fc.array(step, { maxLength: 20 }), (picture, steps) => {
      let square = middleSquare(picture)
      for (const one of steps) {
        square = 'zoom' in one ? zoomed(square, picture, one.zoom) : moved(square, picture, one.dx, one.dy)
        const slack = 1e-6
        expect(square.side).toBeGreaterThan(0)
        expect(Math.min(square.x, square.y)).toBeGreaterThanOrEqual(0)
        expect(square.x + square.side).toBeLessThanOrEqual(picture.width + slack)
        expect(square.y + square.side).toBeLessThanOrEqual(picture.height + slack)
      }
    }),
  )
})
