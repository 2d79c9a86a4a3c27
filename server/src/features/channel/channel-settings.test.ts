import { expect, test } from 'vitest'
import { channelSettings, contrastWithWhite } from './channel-settings'

test('a channel works before anybody set it up', () => {
  const settings = channelSettings.parse({})
  expect(settings.draftPreview).toBe(true)
  expect(contrastWithWhite(settings.color)).toBeGreaterThanOrEqual(4.5)
})

test('contrast is that of WCAG', () => {
  expect(contrastWithWhite('#000000')).toBeCloseTo(21, 5)
  expect(contrastWithWhite('#ffffff')).toBeCloseTo(1, 5)
  // The two greys on either side of the line, as the WCAG examples have them.
  expect(contrastWithWhite('#767676')).toBeGreaterThanOrEqual(4.5)
  expect(contrastWithWhite('#777777')).toBeLessThan(4.5)
})

test.each([
  [{ color: '#777777' }, 'contrast'],
  [{ color: '#2459C7' }, 'lower-case'],
  [{ color: 'red' }, 'hexadecimal'],
  [{ color: '#2459c7;}' }, 'hexadecimal'],
  [{ greeting: 'a\u0000b' }, 'NUL'],
  [{ greeting: 'a'.repeat(501) }, '500'],
])('%j is refused', (input, reason) => {
  const parsed = channelSettings.safeParse(input)
  expect(parsed.success).toBe(false)
  expect(parsed.error?.message).toContain(reason)
})

test('an unknown setting is refused', () => {
  expect(channelSettings.safeParse({ colour: '#000000' }).success).toBe(false)
})
