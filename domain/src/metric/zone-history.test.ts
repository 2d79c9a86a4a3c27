import { describe, expect, it } from 'vitest'
import { placeOf, quarterMs, quartersOf, withZone, zoneAt, zoneHoldsFrom, type ZoneHistory } from './zone-history'

const own = (zone: string) => zone
const always = (zone: string): ZoneHistory => [{ fromAt: 0, zone, version: 0 }]

/** How many quarters of an hour a day has, and which hours they show. */
function quartersOfDay(zone: string, day: string) {
  const hours = new Map<number, number>()
  const noon = Date.parse(day)
  for (let at = noon - 30 * 3_600_000; at < noon + 54 * 3_600_000; at += quarterMs) {
    const place = placeOf(always(zone), at, own)
    if (place.day === day) hours.set(place.hour, (hours.get(place.hour) ?? 0) + 1)
  }
  return { quarters: [...hours.values()].reduce((sum, count) => sum + count, 0), hours }
}

describe('RPT-04, RPT-06: days and hours', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-30', 96],
    ['Asia/Kathmandu', '2026-11-30', 96],
    ['Pacific/Chatham', '2026-11-30', 96],
    ['America/New_York', '2026-03-08', 92],
    ['America/New_York', '2026-11-01', 100],
    ['Australia/Lord_Howe', '2026-04-05', 98],
  ])('%s has %s in %i quarters of an hour', (zone, day, quarters) => {
    expect(quartersOfDay(zone, day).quarters).toBe(quarters)
  })

  it('show an hour that comes twice as one, and none that does not come', () => {
    expect(quartersOfDay('America/New_York', '2026-11-01').hours.get(1)).toBe(8)
    expect(quartersOfDay('America/New_York', '2026-03-08').hours.has(2)).toBe(false)
  })
})

describe('a change of the zone', () => {
  const changedAt = Date.parse('2026-11-10T08:07:00Z')

  it('holds from the first quarter of an hour that begins a minute later', () => {
    expect(new Date(zoneHoldsFrom(changedAt)).toISOString()).toBe('2026-11-10T08:15:00.000Z')
    expect(new Date(zoneHoldsFrom(Date.parse('2026-11-10T08:14:30Z'))).toISOString()).toBe('2026-11-10T08:30:00.000Z')
  })

  it('leaves what was before in the zone it had', () => {
    const history = withZone(always('Asia/Shanghai'), changedAt, 'America/New_York', 3)
    expect(zoneAt(history, changedAt).zone).toBe('Asia/Shanghai')
    expect(zoneAt(history, zoneHoldsFrom(changedAt))).toMatchObject({ zone: 'America/New_York', version: 3 })
  })
})

it('parts a span of time by quarters, and loses none of it', () => {
  const parts = [...quartersOf(quarterMs - 7, 3 * quarterMs + 11)]
  expect(parts.map(({ ms }) => ms)).toEqual([7, quarterMs, quarterMs, 11])
})
