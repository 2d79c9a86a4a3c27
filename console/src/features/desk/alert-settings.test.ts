import { expect, test } from 'vitest'
import { alertsNow } from './alert-settings'

test('nothing sounds or pops up while it is to be quiet, and both do afterwards', () => {
  const settings = { sound: true, desktop: true, quietUntil: 1_000 }
  expect(alertsNow(settings, 999)).toEqual({ sound: false, desktop: false })
  expect(alertsNow(settings, 1_000)).toEqual({ sound: true, desktop: true })
})

test('what is switched off stays off', () => {
  expect(alertsNow({ sound: false, desktop: true, quietUntil: 0 }, 5)).toEqual({ sound: false, desktop: true })
})
