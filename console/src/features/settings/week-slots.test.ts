import { businessHours } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { isOvernight, newSlot, weekDraftOf, weeklyOf } from './week-slots'

const bare = (week: ReturnType<typeof weekDraftOf>) => week.map((day) => day.map(({ from, to }) => `${from}-${to}`))

it('shows what is stored and stores what is shown', () => {
  const weekly = [
    { weekday: 1, from: 540, to: 720 },
    { weekday: 1, from: 810, to: 1_080 },
    { weekday: 5, from: 1_320, to: 360 },
    { weekday: 7, from: 0, to: 1_440 },
  ] as const
  const draft = weekDraftOf({ weekly: [...weekly].toReversed() })
  expect(bare(draft)).toEqual([['09:00-12:00', '13:30-18:00'], [], [], [], ['22:00-06:00'], [], ['00:00-00:00']])
  expect(weeklyOf(draft)).toEqual(weekly)
  expect(businessHours.safeParse({ weekly: weeklyOf(draft) }).success).toBe(true)
})

it('tells a night from a day that ends at midnight', () => {
  expect(isOvernight(newSlot('22:00', '06:00'))).toBe(true)
  expect(isOvernight(newSlot('09:00', '00:00'))).toBe(false)
  expect(isOvernight(newSlot('09:00', '18:00'))).toBe(false)
  expect(isOvernight(newSlot('09:00', ''))).toBe(false)
})

it('stores no half of a time', () => {
  expect(weeklyOf([[], [newSlot('09:00', '')], [], [], [], [], []])).toEqual({ wrongDay: 1 })
})
