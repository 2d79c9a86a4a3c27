import { expect, it } from 'vitest'
import { draftOf, settingsOf } from './rating-draft'

const settings = {
  offerAtEnd: true,
  openHours: 72,
  levels: [1, 2, 3, 4, 5].map((n) => ({ label: n === 5 ? '超赞' : '', reasons: n === 1 ? ['慢', '冷淡'] : null })),
}

it('VIS-04: rating settings come out of the form as they went in', () => {
  expect(settingsOf(draftOf(settings))).toEqual(settings)
})

it('takes reasons a line each, without empty ones and repetitions; an empty list is one', () => {
  const draft = draftOf(settings)
  const typed = (reasons: string) => ({
    ...draft,
    levels: draft.levels.map((level) => ({ ...level, own: true, reasons })),
  })
  expect(settingsOf(typed(' 慢 \n\n慢\n冷淡'))).toMatchObject({ levels: [{ reasons: ['慢', '冷淡'] }, {}, {}, {}, {}] })
  expect(settingsOf(typed(''))).toMatchObject({ levels: [{ reasons: [] }, {}, {}, {}, {}] })
  expect(settingsOf(typed('字'.repeat(21)))).toBe('reasons')
  expect(settingsOf(typed(Array.from({ length: 13 }, (_, n) => String(n)).join('\n')))).toBe('reasons')
})

it.each(['', '0', '721', '1.5', '-1'])('does not take %j hours', (openHours) => {
  expect(settingsOf({ ...draftOf(settings), openHours })).toBe('hours')
})
