import { expect, it } from 'vitest'
import { chooseLocale } from './choose-locale'

it.each([
  [['zh-Hans-CN'], 'zh-CN'],
  [['zh-HK'], 'zh-TW'],
  [['zh-Hant'], 'zh-TW'],
  [[undefined, '', 'fr', 'en-GB', 'zh'], 'en'],
  [['zho'], 'zh-CN'],
  [['ja', 'ko'], 'zh-CN'],
  [[], 'zh-CN'],
])('%j -> %s', (languages, locale) => {
  expect(chooseLocale(languages)).toBe(locale)
})
