import { slaSettings, slaSettingsInput } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { slaBounds, slaDraftOf, slaInputOf, slaProblemOf } from './sla-draft'

const usual = slaSettings.parse({})

it('asks for what is stored when nothing was changed', () => {
  expect(slaInputOf(slaDraftOf(usual))).toEqual(usual)
  expect(slaProblemOf(slaDraftOf(usual))).toBeNull()
})

it.each([
  [{ firstAmberSeconds: String(slaBounds[0] - 1) }, { field: 'firstAmberSeconds', what: 'bounds' }],
  [{ laterRedSeconds: String(slaBounds[1] + 1) }, { field: 'laterRedSeconds', what: 'bounds' }],
  [{ laterRedSeconds: '' }, { field: 'laterRedSeconds', what: 'bounds' }],
  [{ firstAmberSeconds: '30' }, { field: 'firstAmberSeconds', what: 'order' }],
])('refuses %j as the contract does', (change, problem) => {
  const draft = { ...slaDraftOf(usual), ...change }
  expect(slaProblemOf(draft)).toEqual(problem)
  expect(slaSettingsInput.safeParse(slaInputOf(draft)).success).toBe(false)
})
