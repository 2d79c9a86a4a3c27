import { expect, test } from 'vitest'
import { drawPhoto } from './draw-photo'
import { allScripts } from './scripts/all-scripts'
import { readVisitorOptions } from './visitor-options'

test('there are at least thirty different visits, every one with words of its own', () => {
  expect(allScripts.length).toBeGreaterThanOrEqual(30)
  expect(new Set(allScripts.map(({ id }) => id)).size).toBe(allScripts.length)
  expect(new Set(allScripts.map(({ beats }) => JSON.stringify(beats[0]))).size).toBe(allScripts.length)
  for (const end of ['closes', 'leaves', 'returns']) {
    expect(
      allScripts.some((script) => script.end === end),
      end,
    ).toBe(true)
  }
  for (const { id, end, later } of allScripts) expect(later !== undefined, id).toBe(end === 'returns')
})

test.each([
  [['--visitors', '0'], '--visitors is a whole number from 1 to 30'],
  [['--visitors', '2.5'], '--visitors is a whole number'],
  [['--minutes', '100000'], '--minutes is a number from 0.05 to 120'],
  [['--speed', '-1'], '--speed'],
  [['--url', 'shop.example.com'], '--url is an address'],
  [['--url', 'http://192.0.2.7:8080'], 'is not this machine'],
  [['--url', 'http://127.0.0.1.example.com'], 'is not this machine'],
  [['--url', 'http://localhost.example.com'], 'is not this machine'],
  [['--what'], '--what'],
])('%j is refused in words', (args, words) => {
  expect(() => readVisitorOptions(args)).toThrow(words)
})

test('another machine only when it is meant', () => {
  expect(readVisitorOptions([])).toMatchObject({ visitorCount: 6, minutes: 10, speed: 1, url: null })
  expect(readVisitorOptions(['--url', 'http://localhost:9000/demo/']).url).toBe('http://localhost:9000')
  expect(readVisitorOptions(['--url', 'https://chat.example.com', '--yes-really-remote']).url).toBe(
    'https://chat.example.com',
  )
})

test('a photo is a PNG of some size, the same every time', () => {
  for (const photo of ['scratch', 'room'] as const) {
    const bytes = drawPhoto(photo)
    expect([...bytes.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47])
    expect(bytes.length).toBeLessThan(400_000)
    expect(Buffer.compare(bytes, drawPhoto(photo))).toBe(0)
  }
})
