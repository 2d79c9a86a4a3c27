import type { MemberView } from '@keqiao/contract'
import { expect, it } from 'vitest'
import { membersSearchOf } from './members-search'
import { pageSize, shownMembers } from './shown-members'

const member = (account: string, more: Partial<MemberView> = {}): MemberView =>
  ({
    id: account,
    account,
    nickname: account.toUpperCase(),
    role: 'agent',
    capacity: 10,
    groupIds: [],
    disabled: false,
    status: 'online',
    connected: true,
    active: 0,
    createdAt: 0,
    ...more,
  }) as MemberView

const accounts = (members: MemberView[], search: object) =>
  shownMembers(members, membersSearchOf(search as Record<string, unknown>), () => '', 'zh-CN').rows.map(
    ({ account }) => account,
  )

it('shows who may work unless asked for the others', () => {
  const staff = [member('b'), member('a', { disabled: true })]
  expect(accounts(staff, {})).toEqual(['b'])
  expect(accounts(staff, { standing: 'disabled' })).toEqual(['a'])
  expect(accounts(staff, { standing: 'all' })).toEqual(['a', 'b'])
})

it('finds part of account or nickname, whatever the case', () => {
  const staff = [member('anqing', { nickname: '安晴' }), member('baihe', { nickname: 'Lily' })]
  expect(accounts(staff, { q: ' QING' })).toEqual(['anqing'])
  expect(accounts(staff, { q: '晴' })).toEqual(['anqing'])
  expect(accounts(staff, { q: 'lil' })).toEqual(['baihe'])
})

it('sorts by load and by who is at work, both ways', () => {
  const staff = [
    member('a', { active: 2, connected: false }),
    member('b', { active: 9, status: 'busy' }),
    member('c', { active: 10 }),
  ]
  expect(accounts(staff, { sort: 'load' })).toEqual(['a', 'b', 'c'])
  expect(accounts(staff, { sort: 'load', desc: true })).toEqual(['c', 'b', 'a'])
  expect(accounts(staff, { sort: 'status' })).toEqual(['c', 'b', 'a'])
})

it('pages, and shows the last page when there are fewer than the address says', () => {
  const staff = Array.from({ length: pageSize + 2 }, (_, index) => member(`m${index}`))
  expect(accounts(staff, { page: 2 })).toEqual([`m${pageSize}`, `m${pageSize + 1}`])
  expect(accounts(staff, { page: 9 })).toEqual([`m${pageSize}`, `m${pageSize + 1}`])
})
