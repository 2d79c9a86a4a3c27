import { expect, it } from 'vitest'
import { phraseOfKeys } from './use-phrase-keys'
import { quickQueryAt } from './quick-query'
import { greetingAt } from './use-insert-phrase'

it('CON-14: a slash that begins a word asks for phrases, one inside of a word or behind the caret does not', () => {
  expect(quickQueryAt('/th', 3)).toEqual({ q: 'th', start: 0, end: 3 })
  expect(quickQueryAt('您好 /退', 5)).toEqual({ q: '退', start: 3, end: 5 })
  expect(quickQueryAt('您好\n/', 4)).toEqual({ q: '', start: 3, end: 4 })
  expect(quickQueryAt('/th', 1)).toEqual({ q: '', start: 0, end: 1 })
  for (const text of ['1/2', 'https://a', '/a b', '/a/', '']) expect(quickQueryAt(text, text.length)).toBeNull()
})

it('CON-15: the keys of a phrase insert it, and of two the own one', () => {
  const phrase = (id: string, hotKey: string) => ({ id, hotKey }) as never
  const keyed = [phrase('own', 'Alt+4'), phrase('public', 'Alt+4'), phrase('other', 'Alt+Shift+4')]
  const press = (more: object) =>
    phraseOfKeys({ altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, code: 'Digit4', ...more }, keyed)?.id
  expect(press({})).toBe('own')
  expect(press({ shiftKey: true })).toBe('other')
  expect([
    press({ altKey: false }),
    press({ ctrlKey: true }),
    press({ code: 'Digit5' }),
    press({ code: 'Numpad4' }),
  ]).toEqual([undefined, undefined, undefined, undefined])
})

it('CON-24: greets by the hour', () => {
  expect([4, 5, 10, 11, 13, 17, 18, 0].map(greetingAt)).toEqual([
    'evening',
    'morning',
    'morning',
    'noon',
    'afternoon',
    'afternoon',
    'evening',
    'evening',
  ])
})
