import { contrastWithWhite } from '@keqiao/domain'
import { expect, test } from 'vitest'
import { channelSettings, channelSettingsInput, inLocale } from './channel-settings'

test('a channel works before anybody set it up', () => {
  const settings = channelSettings.parse({})
  expect(settings).toMatchObject({ draftPreview: true, consent: { required: false, version: 0 } })
  expect(settings.greeting['zh-CN']).not.toBe('')
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
  [{ notice: { en: 'a'.repeat(301) } }, '300'],
  [{ greeting: { fr: 'Bonjour' } }, 'fr'],
  [{ consent: { required: true, text: { en: 'Only English' } } }, 'must be said'],
])('%j is refused', (input, reason) => {
  const parsed = channelSettings.safeParse(input)
  expect(parsed.success).toBe(false)
  expect(parsed.error?.message).toContain(reason)
})

test('an unknown setting is refused', () => {
  expect(channelSettings.safeParse({ colour: '#000000' }).success).toBe(false)
})

test('the version of the privacy text is not the asker’s', () => {
  expect(channelSettingsInput.safeParse({ consent: { required: false, version: 7 } }).success).toBe(false)
})

test('a text that was stored in one language is read in all', () => {
  const { greeting } = channelSettings.parse({ greeting: '欢迎' })
  expect(inLocale(greeting, 'en')).toBe('欢迎')
  expect(inLocale({ ...greeting, en: 'Welcome' }, 'en')).toBe('Welcome')
})
