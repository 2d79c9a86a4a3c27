import type { ChannelView } from '@keqiao/contract'
import { channelSettings, channelSettingsInput } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { changesOf, draftOf, problemOf, type ChannelDraft } from './channel-draft'

const channel = {
  id: '01900000-0000-7000-8000-000000000001',
  key: 'shop',
  name: '官网',
  groupId: '01900000-0000-7000-8000-000000000002',
  settings: channelSettings.parse({}),
  version: 3,
  secret: null,
} as ChannelView
const draft = draftOf(channel)

it('asks for what stands there when nothing was changed, at the version that was read', () => {
  const { version, settings } = changesOf(channel, draft)
  expect(version).toBe(3)
  expect(channelSettingsInput.parse(settings)).toEqual(settings)
  expect(problemOf(draft)).toBeNull()
})

it.each<[Partial<ChannelDraft>, string]>([
  [{ name: ' ' }, 'nameMissing'],
  [{ color: '#2459C7' }, 'colorWrong'],
  [{ color: '#ffcc00' }, 'contrastLow'],
  [{ consentRequired: true, consentText: { 'zh-CN': ' ', 'zh-TW': '', en: 'x' } }, 'consentMissing'],
])('%j is not saved: %s', (change, problem) => {
  expect(problemOf({ ...draft, ...change })).toBe(problem)
})
