import type { ConversationView } from '@keqiao/contract'
import { expect, test } from 'vitest'
import { isFound } from './list-view'

const view = {
  roomNumber: '482913',
  visitor: { id: 'c' as ConversationView['visitor']['id'], name: '林知夏', verified: false },
  lastMessage: { seq: 3, at: 0, from: 'visitor' as const, text: 'iPhone 支架能装吗' },
  page: { url: 'https://yunshan.example/p/beian', title: '「北岸」餐桌' },
  group: { id: 'g' as ConversationView['group']['id'], name: '售后' },
}

test('a dialogue is found by room, name, last line, page and group', () => {
  for (const search of ['4829', '知夏', '支架', '北岸', '售后'])
    expect([search, isFound(view, search)]).toEqual([search, true])
  expect(isFound(view, '投诉')).toBe(false)
})

test('each word has to stand somewhere; case and width do not matter', () => {
  expect(isFound(view, 'ＩＰＨＯＮＥ 4829')).toBe(true)
  expect(isFound(view, 'iphone 0000')).toBe(false)
})

test('an empty search finds everything', () => {
  expect(isFound(view, '  ')).toBe(true)
})
