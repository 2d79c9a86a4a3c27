import { metricSettings } from '@keqiao/contract'
import { expect, it } from 'vitest'
import {
  choiceFields,
  isWrongLimit,
  metricBounds,
  metricDraftOf,
  metricInputOf,
  type ChoiceField,
} from './metrics-draft'

const usual = metricSettings.parse({})

it('asks for what is stored when nothing was changed', () => {
  expect(metricInputOf(metricDraftOf(usual))).toEqual(usual)
  expect(isWrongLimit(metricDraftOf(usual), 'replySeconds')).toBe(false)
})

it.each([String(metricBounds[0] - 1), String(metricBounds[1] + 1), '', '1.5'])(
  'refuses X of %j as the contract does',
  (typed) => {
    const draft = { ...metricDraftOf(usual), replySeconds: typed }
    expect(isWrongLimit(draft, 'replySeconds')).toBe(true)
    expect(metricSettings.safeParse(metricInputOf(draft)).success).toBe(false)
  },
)

it('offers everything that the contract takes, what holds at first before the others', () => {
  for (const field of Object.keys(choiceFields) as ChoiceField[]) {
    expect(choiceFields[field][0]).toBe(usual[field])
    expect(new Set(choiceFields[field])).toEqual(new Set(metricSettings.shape[field].unwrap().options))
  }
})
