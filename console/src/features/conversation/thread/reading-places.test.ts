import { beforeEach, expect, it } from 'vitest'
import { forgetReadingPlaces, isThere, keepReadingPlace, placeAt, readingPlaceOf } from './reading-places'

beforeEach(forgetReadingPlaces)

const rows = [
  { key: 'seq 1', start: 12, size: 40 },
  { key: 'unread', start: 52, size: 26 },
  { key: 'seq 2', start: 78, size: 60 },
]

it('holds on to the row at the upper edge of the window, and to how far it was above it', () => {
  expect(placeAt(rows, 30, 'seq 9')).toMatchObject({ key: 'seq 1', offset: 18, readKey: 'seq 9' })
  expect(placeAt(rows, 100, undefined)).toMatchObject({ key: 'seq 2', offset: 22 })
  expect([...(placeAt(rows, 30, undefined)?.heights ?? [])]).toEqual(rows.map(({ key, size }) => [key, size]))
})

it('never holds on to the line above what is unread, which is elsewhere the next time', () => {
  expect(placeAt(rows, 60, undefined)).toMatchObject({ key: 'seq 2', offset: -18 })
  expect(placeAt(rows, 400, undefined)).toBeNull()
})

it('knows each thread by itself, forgets it at the end and all of them when somebody signs out', () => {
  const place = placeAt(rows, 30, undefined)
  keepReadingPlace('a', place)
  keepReadingPlace('b', place)
  keepReadingPlace('a', null)
  expect([readingPlaceOf('a'), readingPlaceOf('b')]).toEqual([null, place])
  forgetReadingPlaces()
  expect(readingPlaceOf('b')).toBeNull()
})

it('lets the oldest go where a day has too many', () => {
  const place = placeAt(rows, 30, undefined)
  for (let n = 0; n <= 100; n += 1) {
    keepReadingPlace(`thread ${n}`, place)
    keepReadingPlace('thread 0', place)
  }
  expect([readingPlaceOf('thread 0'), readingPlaceOf('thread 1'), readingPlaceOf('thread 2')]).toEqual([
    place,
    null,
    place,
  ])
})

it('is there while its row is loaded', () => {
  const place = placeAt(rows, 30, undefined)
  expect(isThere(place, [{ kind: 'day', key: 'seq 1', at: 0 }])).toBe(true)
  expect(isThere(place, [{ kind: 'day', key: 'seq 7', at: 0 }])).toBe(false)
  expect(isThere(null, [])).toBe(false)
})
