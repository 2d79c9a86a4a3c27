import { expect, it } from 'vitest'
import { chooseLanguage } from './choose-language'

it.each([
  [undefined, undefined, 'zh-CN'],
  [undefined, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  [undefined, 'de, en;q=0.5, zh-TW;q=0.9', 'zh-TW'],
  [undefined, 'zh-Hant-HK', 'zh-TW'],
  [undefined, 'zh;q=0, en-GB;q=0.1', 'en'],
  [undefined, 'fr', 'zh-CN'],
  ['en', 'zh-CN', 'en'],
  ['zh-hk', 'en', 'zh-TW'],
  ['klingon', 'en', 'en'],
  [['en', 'zh-TW'], undefined, 'zh-CN'],
])('of ?lang=%s and Accept-Language %s it chooses %s', (named, accepted, chosen) => {
  expect(chooseLanguage(named, accepted)).toBe(chosen)
})
