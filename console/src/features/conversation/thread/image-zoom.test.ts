import { expect, test } from 'vitest'
import { fitted, pushed, stepped } from './image-zoom'

test('goes nearer in steps and comes back to where it fits', () => {
  let zoom = fitted
  for (let step = 0; step < 20; step += 1) zoom = stepped(zoom, 1)
  expect(zoom.scale).toBe(8)
  for (let step = 0; step < 20; step += 1) zoom = stepped(zoom, -1)
  expect(zoom).toEqual(fitted)
})

test('keeps the place one looks at when it goes nearer', () => {
  expect(stepped({ scale: 2, x: 40, y: -20 }, 1)).toEqual({ scale: 3, x: 60, y: -30 })
})

test('what fits cannot be pushed, and nothing can be pushed off the screen', () => {
  const box = { width: 100, height: 60 }
  expect(pushed(fitted, 500, 500, box)).toEqual(fitted)
  expect(pushed({ scale: 2, x: 0, y: 0 }, 500, -500, box)).toEqual({ scale: 2, x: 100, y: -60 })
})
