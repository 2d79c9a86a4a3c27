import { bodyInput } from '@keqiao/contract'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange, heldBy, type Change, type StyledDraft } from './styled-draft'

const plain = (text: string): StyledDraft => ({ text, spans: [] })
const bold = { mark: 'bold' } as const

describe('applyChange', () => {
  it('marks the selection, and everything where nothing is selected', () => {
    const some = applyChange(plain('周日前送到'), bold, { start: 0, end: 2 })
    expect(some.spans).toEqual([{ mark: 'bold', offset: 0, length: 2 }])
    const all = applyChange(some, { mark: 'color', value: '#d63a32' }, { start: 3, end: 3 })
    expect(all.spans).toContainEqual({ mark: 'color', value: '#d63a32', offset: 0, length: 5 })
  })

  it('takes a mark away in the middle and joins it again', () => {
    const all = applyChange(plain('周日前送到'), bold, { start: 0, end: 5 })
    const holed = applyChange(all, bold, { start: 1, end: 3 })
    expect(holed.spans).toEqual([
      { mark: 'bold', offset: 0, length: 1 },
      { mark: 'bold', offset: 3, length: 2 },
    ])
    expect(heldBy(holed, 'bold', { start: 0, end: 5 })).toBeNull()
    expect(applyChange(holed, bold, { start: 0, end: 5 }).spans).toEqual(all.spans)
  })

  it('has one value at a place', () => {
    const large = applyChange(plain('四个字了'), { mark: 'size', value: '20' }, { start: 0, end: 4 })
    const mixed = applyChange(large, { mark: 'size', value: '12' }, { start: 1, end: 2 })
    expect(heldBy(mixed, 'size', { start: 1, end: 2 })).toBe('12')
    expect(heldBy(mixed, 'size', { start: 0, end: 1 })).toBe('20')
    expect(applyChange(mixed, { mark: 'size', value: null }, { start: 0, end: 4 }).spans).toEqual([])
  })

  it('only ever makes what the contract takes, with no two spans of a mark at one place', () => {
    const changes = fc.oneof<fc.Arbitrary<Change>[]>(
      fc.constantFrom<Change>({ mark: 'bold' }, { mark: 'italic' }, { mark: 'underline' }),
      fc.constantFrom<Change>({ mark: 'font', value: 'kai' }, { mark: 'font', value: null }),
      fc.constantFrom<Change>({ mark: 'size', value: '20' }, { mark: 'size', value: '12' }),
      fc.constantFrom<Change>({ mark: 'color', value: '#1b9657' }, { mark: 'color', value: null }),
    )
    const steps = fc.array(fc.tuple(changes, fc.nat(12), fc.nat(12)), { maxLength: 20 })
    fc.assert(
      fc.property(steps, (all) => {
        const text = '云杉餐桌周日前送到吗亲'
        const draft = all.reduce(
          (one, [change, a, b]) =>
            applyChange(one, change, { start: Math.min(a, b, 11), end: Math.min(11, Math.max(a, b)) }),
          plain(text),
        )
        expect(bodyInput.safeParse({ kind: 'text', ...draft }).success).toBe(true)
        for (let at = 0; at < text.length; at++) {
          const here = draft.spans.filter((span) => span.offset <= at && at < span.offset + span.length)
          expect(new Set(here.map(({ mark }) => mark)).size).toBe(here.length)
        }
      }),
    )
  })
})
