import { expect, it } from 'vitest'
import { keepDraft, keptDraft, sendable, wrongFields } from './offline-draft'

const draft = { name: '罗先生', reach: '138 0013 8000', groupId: '', text: '想改到周末送。' }

it('asks for a name, a way to answer and words', () => {
  expect(wrongFields(draft)).toEqual([])
  expect(wrongFields({ ...draft, reach: ' luo@example.com ' })).toEqual([])
  expect(wrongFields({ name: ' ', reach: '12', groupId: '', text: '\n' })).toEqual(['name', 'reach', 'text'])
})

it('tells a telephone number from an address', () => {
  expect(sendable(draft)).toEqual({ name: '罗先生', text: '想改到周末送。', phone: '13800138000' })
  expect(sendable({ ...draft, reach: ' luo@example.com ' })).toMatchObject({ email: 'luo@example.com' })
})

it('survives the page it was written on, until it is sent, and whatever stands in the storage', () => {
  const kept = new Map<string, string>()
  const storage = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string) => void kept.set(key, value),
    remove: (key: string) => void kept.delete(key),
  }
  keepDraft({ storage }, draft)
  expect(keptDraft({ storage })).toEqual(draft)
  keepDraft({ storage }, null)
  expect(keptDraft({ storage })).toEqual({ name: '', reach: '', groupId: '', text: '' })
  kept.set('offline-message', '{half')
  expect(keptDraft({ storage }).text).toBe('')
})
