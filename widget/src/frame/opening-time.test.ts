import { expect, it } from 'vitest'
import { openingTime } from './opening-time'

const at = (text: string) => new Date(text).getTime()
const now = at('2026-11-21T23:30:00')

it.each([
  ['2026-11-21T23:45:00', '今天 23:45', 'today 23:45'],
  ['2026-11-22T09:00:00', '明天 9:00', 'tomorrow 09:00'],
  ['2026-11-23T09:30:00', '11月23日 9:30', 'Nov 23 09:30'],
])('%s', (text, zh, en) => {
  expect([openingTime('zh-CN', at(text), now), openingTime('en', at(text), now)]).toEqual([zh, en])
})
