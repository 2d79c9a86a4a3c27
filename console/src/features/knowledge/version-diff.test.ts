import { expect, it } from 'vitest'
import { wordDiff } from './version-diff'

it('KNB-01: shows what was taken away and what came', () => {
  expect(wordDiff('签收七天内可以退', '签收十五天内可以退 yes')).toEqual([
    { kind: 'same', text: '签收' },
    { kind: 'removed', text: '七' },
    { kind: 'added', text: '十五' },
    { kind: 'same', text: '天内可以退' },
    { kind: 'added', text: ' yes' },
  ])
  expect(wordDiff('', '新')).toEqual([{ kind: 'added', text: '新' }])
  expect(wordDiff('same', 'same')).toEqual([{ kind: 'same', text: 'same' }])
})
