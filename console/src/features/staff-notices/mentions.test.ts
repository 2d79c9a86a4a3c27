import type { EventView } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { consultStateOf, mentionQueryAt, mentionsIn } from './mentions'

const colleague = (nickname: string) => ({ id: nickname, nickname })
const note = (by: string, asks: readonly string[] = []) =>
  ({
    type: 'note.added',
    actor: { kind: 'member', id: by, name: by },
    payload: { authorName: by, text: '', mentions: asks.map(colleague) },
  }) as unknown as EventView
const says = (from: 'visitor' | 'agent') =>
  ({ type: 'message.sent', actor: { id: from }, payload: { from } }) as unknown as EventView

it('CON-20: a note asks those whose names stand behind an @, and of names that begin alike the one that is meant', () => {
  const all = ['小陈', '小陈子', '阿力'].map(colleague)
  const names = (text: string) => mentionsIn(text, all).map(({ nickname }) => nickname)
  expect(names('@小陈子 和 @阿力看看')).toEqual(['小陈子', '阿力'])
  expect(names('@小陈 @小陈子')).toEqual(['小陈子', '小陈'])
  expect(names('小陈，邮箱是 a@b.c')).toEqual([])
  expect(mentionQueryAt('请 @小', 4)).toEqual({ q: '小', start: 2, end: 4 })
  expect(mentionQueryAt('请 @小 ', 5)).toBeNull()
})

it('CON-20: reminds whoever asked while the customer waits, and no longer than that', () => {
  const asked = [says('visitor'), note('me', ['expert'])]
  expect(consultStateOf(asked, 'me', 1)).toEqual({ state: 'waiting', names: ['expert'] })
  expect(consultStateOf(asked, 'me', null)).toBeNull()
  expect(consultStateOf(asked, 'other', 1)).toBeNull()
  expect(consultStateOf([...asked, note('stranger')], 'me', 1)).toMatchObject({ state: 'waiting' })
  const answered = [...asked, note('expert')]
  expect(consultStateOf(answered, 'me', 1)).toEqual({ state: 'answered', name: 'expert' })
  expect(consultStateOf([...answered, says('agent')], 'me', 1)).toBeNull()
})
