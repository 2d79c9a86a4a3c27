import { businessHours } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { areDays, daysDraftOf, exceptionsOf, newDays } from './days-of-their-own'
import { newSlot } from './week-slots'

const bare = (days: ReturnType<typeof daysDraftOf>) =>
  days.map(({ from, until, slots }) => [from, until, slots.map((slot) => `${slot.from}-${slot.to}`)])
const closed = (day: string) => ({ day, slots: [] })
const short = { from: 600, to: 960 }

it('is one line for days that follow each other and are the same, over the end of a month and of a year', () => {
  const exceptions = [
    closed('2027-01-01'),
    closed('2026-10-02'),
    closed('2026-09-30'),
    closed('2026-10-01'),
    { day: '2026-10-03', slots: [short] },
    closed('2026-12-31'),
  ]
  const days = daysDraftOf({ exceptions }, '2026-09-01')
  expect(bare(days)).toEqual([
    ['2026-09-30', '2026-10-02', []],
    ['2026-10-03', '2026-10-03', ['10:00-16:00']],
    ['2026-12-31', '2027-01-01', []],
  ])
  const stored = exceptionsOf(days)
  expect(stored).toEqual(exceptions.toSorted((one, other) => (one.day < other.day ? -1 : 1)))
  expect(businessHours.safeParse({ exceptions: stored }).success).toBe(true)
})

it('lets go of what is over, also in the middle of a holiday', () => {
  const exceptions = ['2026-10-01', '2026-10-02', '2026-10-03'].map(closed)
  expect(bare(daysDraftOf({ exceptions }, '2026-10-02'))).toEqual([['2026-10-02', '2026-10-03', []]])
  expect(daysDraftOf({ exceptions }, '2026-10-04')).toEqual([])
})

it('keeps a day that ends at midnight, and a night', () => {
  const slots = [
    { from: 0, to: 1_440 },
    { from: 1_320, to: 120 },
  ]
  const days = daysDraftOf({ exceptions: [{ day: '2026-12-24', slots }] }, '2026-12-01')
  expect(exceptionsOf(days)).toEqual([{ day: '2026-12-24', slots }])
})

it.each([
  ['date', [newDays('', '2026-10-01')], '2026-10-01'],
  ['reversed', [newDays('2026-10-07', '2026-10-01')], '2026-10-07'],
  ['slot', [newDays('2026-10-01', '2026-10-01', [newSlot('09:00', '')])], '2026-10-01'],
  ['twice', [newDays('2026-10-01', '2026-10-07'), newDays('2026-10-07')], '2026-10-07'],
  ['tooMany', [newDays('2026-01-01', '2028-01-01')], '2027-02-05'],
])('says what is wrong: %s', (wrong, days, day) => {
  expect(exceptionsOf(days)).toEqual({ wrong, day })
})

it('knows half a line', () => {
  expect(areDays(newDays('2026-10-01'))).toBe(true)
  expect([newDays(''), newDays('2026-10-07', '2026-10-01')].some(areDays)).toBe(false)
})
