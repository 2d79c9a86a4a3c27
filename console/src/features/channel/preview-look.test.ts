import { channelSettings, type ChannelView } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { draftOf, type ChannelDraft } from './channel-draft'
import { previewLook, type PreviewFacts } from './preview-look'

const channel = {
  id: '01900000-0000-7000-8000-000000000001',
  key: 'shop',
  name: '官网',
  groupId: '01900000-0000-7000-8000-000000000002',
  settings: channelSettings.parse({ color: '#2f6b4f' }),
  version: 3,
  secret: null,
} as ChannelView
const draft = draftOf(channel)
const facts: PreviewFacts = {
  locale: 'zh-CN',
  shop: '云杉家居',
  agent: { id: 'a', nickname: '知夏' },
  groupName: '售前',
  closed: null,
  outsideHours: undefined,
  entries: [],
  categories: [],
}
const lookAt = (change: Partial<ChannelDraft>, more: Partial<PreviewFacts> = {}) =>
  previewLook(channel, { ...draft, ...change }, { ...facts, ...more })

it('shows what stands in the form, in the chosen language or in 简体', () => {
  const greeting = { 'zh-CN': '您好', 'zh-TW': '', en: 'Hello' }
  expect(lookAt({ name: ' 公众号 ', greeting }).channel).toMatchObject({ name: '公众号', greeting: '您好' })
  expect(lookAt({ greeting }, { locale: 'en' }).channel.greeting).toBe('Hello')
  expect(lookAt({ greeting }, { locale: 'zh-TW' }).channel.greeting).toBe('您好')
})

it('keeps the colour that was saved while another one is half typed', () => {
  expect(lookAt({ color: '#7a3e' }).channel.color).toBe('#2f6b4f')
  expect(lookAt({ color: '#7a3e1d' }).channel.color).toBe('#7a3e1d')
})

it('asks for consent only where the form does', () => {
  const consentText = { 'zh-CN': '请同意', 'zh-TW': '', en: '' }
  expect(lookAt({ consentText }).channel.consent).toBeNull()
  expect(lookAt({ consentText, consentRequired: true }).channel.consent).toMatchObject({
    text: '请同意',
    required: true,
  })
})

it('says outside business hours what the merchant says then, and when he opens', () => {
  const outsideHours = { on: true, text: { 'zh-CN': '{shop}已打烊', 'zh-TW': '', en: '' } }
  expect(lookAt({}, { outsideHours }).closed).toBeNull()
  expect(lookAt({}, { outsideHours, closed: { opensAt: 5 } }).closed).toEqual({ opensAt: 5, words: '云杉家居已打烊' })
  const off = { ...outsideHours, on: false }
  expect(lookAt({}, { outsideHours: off, closed: { opensAt: null } }).closed?.words).toBeNull()
})

it('VIS-07: shows public answers under the topmost categories, five of each, or those of the chosen one', () => {
  const categories = [
    { id: 'delivery', name: '送装', path: '送装' },
    { id: 'upstairs', name: '上楼', path: '送装 / 上楼' },
    { id: 'returns', name: '退换', path: '退换' },
  ]
  const entry = (id: string, categoryId: string | null) => ({
    ...({ id, question: `问${id}` } as PreviewFacts['entries'][number]),
    answer: { text: '答', spans: [] },
    categoryId,
  })
  const entries = [
    ...['1', '2', '3', '4', '5', '6'].map((id) => entry(id, 'upstairs')),
    entry('7', 'returns'),
    entry('8', null),
  ]
  const shown = { shown: true, categoryId: null }
  const list = (faq: ChannelDraft['faq']) =>
    lookAt({ faq }, { entries, categories }).faq.map(({ name, entries: held }) => [
      name,
      held.map(({ id }) => id).join(''),
    ])
  expect(list(shown)).toEqual([
    ['送装', '12345'],
    ['退换', '7'],
    ['', '8'],
  ])
  // The server was asked for one category alone; it is shown under its own name.
  const chosen = { shown: true, categoryId: 'returns' as NonNullable<ChannelDraft['faq']['categoryId']> }
  expect(list(chosen)).toEqual([['退换', '12345678']])
  expect(lookAt({ faq: { ...shown, shown: false } }, { entries, categories }).channel.faq).toBe(false)
  expect(lookAt({ faq: shown }, { categories }).channel.faq).toBe(false)
})
