import { visitorMailSettings } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { isWrongTime, visitorMailBounds, visitorMailDraftOf, visitorMailInputOf } from './visitor-mail-draft'

const usual = visitorMailSettings.parse({})

it.each(['goneMinutes', 'againMinutes'] as const)('takes of %s what the contract takes', (field) => {
  const [min, max] = visitorMailBounds[field]
  for (const value of [min - 1, min, max, max + 1]) {
    const taken = visitorMailSettings.safeParse({ ...usual, [field]: value }).success
    expect(isWrongTime({ ...visitorMailDraftOf(usual), [field]: String(value) }, field)).toBe(!taken)
  }
})

it('stores what was read as it was', () => {
  expect(visitorMailInputOf(visitorMailDraftOf(usual))).toEqual(usual)
})
