import { expect, it } from 'vitest'
import { dayTime } from './day-time'
import { initials } from './initials'

it.each([
  ['小岚', 'person', '岚'],
  ['云杉家居旗舰店', 'shop', '云杉'],
  ['anna', 'person', 'A'],
  ['𠮷野', 'shop', '𠮷野'],
] as const)('%s as a %s is %s', (name, whose, avatar) => {
  expect(initials(name, whose)).toBe(avatar)
})

it('says the day as one speaks of it', () => {
  const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).getTime()
  const now = at(21, 0, 5)
  expect(dayTime('zh-CN', at(21, 0, 1), now)).toBe('今天 00:01')
  expect(dayTime('zh-CN', at(20, 23, 59), now)).toBe('昨天 23:59')
  expect(dayTime('zh-CN', at(3, 16, 40), now)).toBe('11月3日 16:40')
  expect(dayTime('en', at(3, 16, 40), now)).toBe('Nov 3 16:40')
  expect(dayTime('zh-CN', new Date(2025, 1, 7, 9).getTime(), now)).toBe('2025年2月7日 09:00')
  // The server's clock may be ahead of ours.
  expect(dayTime('zh-TW', at(22, 0, 1), at(21, 23, 59))).toBe('今天 00:01')
})
