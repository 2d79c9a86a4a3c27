import type { MemberView } from '@keqiao/contract'
import type { Language } from '../../i18n/language'
import type { MemberColumn, MembersSearch } from './members-search'

export const pageSize = 50

/** The page of a list that is shown, and how much there is besides. */
export interface ShownMembers {
  readonly rows: readonly MemberView[]
  readonly count: number
  readonly page: number
  readonly pageCount: number
}

type GroupNames = (member: MemberView) => string

/** Filters, sorts and cuts the merchant's members. Equal ones stand in order of account. */
export function shownMembers(
  members: readonly MemberView[],
  { q = '', standing = 'active', sort = 'account', desc, page = 1 }: MembersSearch,
  groupNames: GroupNames,
  language: Language,
): ShownMembers {
  const wanted = q.trim().toLowerCase()
  const found = members.filter(
    ({ account, nickname, disabled }) =>
      (standing === 'all' || disabled === (standing === 'disabled')) &&
      (account.includes(wanted) || nickname.toLowerCase().includes(wanted)),
  )
  const { compare } = new Intl.Collator(language, { numeric: true })
  const byColumn = comparing(sort, groupNames, compare)
  const sorted = found.toSorted(
    (one, other) => (desc ? -1 : 1) * byColumn(one, other) || compare(one.account, other.account),
  )
  const pageCount = Math.max(1, Math.ceil(sorted.length / pageSize))
  const shown = Math.min(page, pageCount)
  return { rows: sorted.slice((shown - 1) * pageSize, shown * pageSize), count: sorted.length, page: shown, pageCount }
}

type Compare = (one: MemberView, other: MemberView) => number

/** At work first, gone last. */
export function statusRank({ disabled, connected, status }: MemberView): number {
  if (disabled) return 4
  if (!connected) return 3
  return { online: 0, busy: 1, away: 2 }[status]
}

function comparing(
  column: MemberColumn,
  groupNames: GroupNames,
  compare: (one: string, other: string) => number,
): Compare {
  switch (column) {
    case 'nickname':
    case 'account':
    case 'role':
      return (one, other) => compare(one[column], other[column])
    case 'groups':
      return (one, other) => compare(groupNames(one), groupNames(other))
    case 'status':
      return (one, other) => statusRank(one) - statusRank(other)
    case 'load':
      return (one, other) => one.active - other.active || one.capacity - other.capacity
    case 'createdAt':
      return (one, other) => one.createdAt - other.createdAt
  }
}
