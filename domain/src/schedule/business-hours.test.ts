import { describe, expect, it } from 'vitest'
import { isOpenAt, opensAt, type BusinessHours, type Weekday } from './business-hours'
import { addDays, dayAt, instantOf, isTimeZone, weekdayOf } from './zoned-time'

const at = (text: string) => Date.parse(text)
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const slot = (weekday: Weekday, from: string, to: string) => ({ weekday, from: minutes(from), to: minutes(to) })

const shop: BusinessHours = {
  always: false,
  timeZone: 'Asia/Shanghai',
  weekly: [slot(1, '09:00', '12:00'), slot(1, '13:30', '18:00'), slot(5, '22:00', '06:00'), slot(7, '00:00', '24:00')],
  exceptions: [],
}

describe('business hours', () => {
  // 2026-11-23 is a Monday.
  it.each([
    ['before the first slot', '2026-11-23T08:59:59+08:00', false],
    ['the first moment', '2026-11-23T09:00:00+08:00', true],
    ['the last moment', '2026-11-23T11:59:59+08:00', true],
    ['the end is not in it', '2026-11-23T12:00:00+08:00', false],
    ['between the slots', '2026-11-23T13:00:00+08:00', false],
    ['the second slot', '2026-11-23T13:30:00+08:00', true],
    ['a day without slots', '2026-11-24T10:00:00+08:00', false],
    ['late on Friday', '2026-11-27T23:00:00+08:00', true],
    ['that night, Saturday by the calendar', '2026-11-28T05:59:00+08:00', true],
    ['Saturday morning', '2026-11-28T06:00:00+08:00', false],
    ['the whole of Sunday', '2026-11-29T23:59:59+08:00', true],
    ['Monday begins', '2026-11-30T00:00:00+08:00', false],
    ['Friday in New York is Saturday in Shanghai', '2026-11-27T18:00:00-05:00', false],
  ])('%s', (_when, instant, open) => {
    expect(isOpenAt(shop, at(instant))).toBe(open)
  })

  it('are told when they begin next, over days without any', () => {
    expect(opensAt(shop, at('2026-11-23T12:30:00+08:00'))).toBe(at('2026-11-23T13:30:00+08:00'))
    expect(opensAt(shop, at('2026-11-23T18:00:00+08:00'))).toBe(at('2026-11-27T22:00:00+08:00'))
    expect(opensAt(shop, at('2026-11-27T23:00:00+08:00'))).toBeNull()
    expect(opensAt({ ...shop, weekly: [] }, at('2026-11-27T23:00:00+08:00'))).toBeNull()
  })

  it('an exception stands in the place of its weekday', () => {
    const holiday = { ...shop, exceptions: [{ day: '2026-11-23', slots: [{ from: 600, to: 660 }] }] }
    expect(isOpenAt(holiday, at('2026-11-23T09:30:00+08:00'))).toBe(false)
    expect(isOpenAt(holiday, at('2026-11-23T10:30:00+08:00'))).toBe(true)
    const closed = { ...shop, exceptions: [{ day: '2026-11-23', slots: [] }] }
    expect(opensAt(closed, at('2026-11-23T07:00:00+08:00'))).toBe(at('2026-11-27T22:00:00+08:00'))
  })

  it('round the clock knows no closing time', () => {
    expect(isOpenAt({ ...shop, always: true }, at('2026-11-24T03:00:00+08:00'))).toBe(true)
  })

  it('keep to the clocks over both changes of summer time', () => {
    const berlin: BusinessHours = {
      ...shop,
      timeZone: 'Europe/Berlin',
      weekly: [slot(7, '01:00', '04:00'), slot(7, '09:00', '10:00')],
    }
    // 2026-03-29: at two it is three. 2026-10-25: at three it is two once more.
    expect(isOpenAt(berlin, at('2026-03-29T09:30:00+02:00'))).toBe(true)
    expect(isOpenAt(berlin, at('2026-03-29T01:30:00Z'))).toBe(true)
    expect(isOpenAt(berlin, at('2026-03-29T02:00:00Z'))).toBe(false)
    expect(isOpenAt(berlin, at('2026-10-25T02:30:00Z'))).toBe(true)
    expect(isOpenAt(berlin, at('2026-10-25T03:00:00Z'))).toBe(false)
  })
})

describe('the time of a zone', () => {
  it('that is skipped is the first after the gap, and of one that comes twice the first', () => {
    expect(instantOf('2026-03-29', minutes('02:30'), 'Europe/Berlin')).toBe(at('2026-03-29T01:00:00Z'))
    expect(instantOf('2026-10-25', minutes('02:30'), 'Europe/Berlin')).toBe(at('2026-10-25T00:30:00Z'))
    expect(instantOf('2026-11-23', minutes('24:00'), 'Asia/Shanghai')).toBe(at('2026-11-24T00:00:00+08:00'))
  })

  it('has days of its own', () => {
    expect(dayAt(at('2026-11-22T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-23')
    expect([addDays('2026-12-31', 1), addDays('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28'])
    expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).toEqual([1, 7])
  })

  it('is known by the name of the zone, not by an offset', () => {
    expect(['Asia/Shanghai', 'UTC', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true)
    expect(['+08:00', 'Mars/Olympus', ''].some(isTimeZone)).toBe(false)
  })
})
