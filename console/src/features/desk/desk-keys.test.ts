import { expect, test } from 'vitest'
import { capsOf, deskKeyOf, deskKeys, shortcutOf, type DeskKey } from './desk-keys'

const alone = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }

test('no two actions share a chord', () => {
  const chords = (Object.keys(deskKeys) as DeskKey[]).map((key) => capsOf(key).join(' '))
  expect(new Set(chords).size).toBe(chords.length)
})

test('a chord is told by the place of its key, whatever letter it types', () => {
  expect(deskKeyOf({ ...alone, altKey: true, code: 'KeyC' })).toBe('clear')
  expect(deskKeyOf({ ...alone, altKey: true, shiftKey: true, code: 'KeyC' })).toBe('clearAll')
  expect(deskKeyOf({ ...alone, altKey: true, shiftKey: true, code: 'KeyT' })).toBeNull()
})

test('letters without Alt belong to the text, and those with Ctrl or Cmd to the browser', () => {
  expect(deskKeyOf({ ...alone, code: 'KeyC' })).toBeNull()
  expect(deskKeyOf({ ...alone, altKey: true, ctrlKey: true, code: 'KeyC' })).toBeNull()
  expect(deskKeyOf({ ...alone, altKey: true, metaKey: true, code: 'KeyC' })).toBeNull()
})

test('a screen reader is told the chord by its standard names', () => {
  expect(shortcutOf('next')).toBe('Alt+ArrowDown')
  expect(shortcutOf('clearAll')).toBe('Alt+Shift+C')
})
