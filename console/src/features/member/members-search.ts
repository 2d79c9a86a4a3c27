export const memberColumns = ['nickname', 'account', 'role', 'groups', 'status', 'load', 'createdAt'] as const
export type MemberColumn = (typeof memberColumns)[number]

export const standings = ['active', 'disabled', 'all'] as const
export type Standing = (typeof standings)[number]

/** What of the list stands in the address, so that it can be kept, sent and gone back to. */
export interface MembersSearch {
  q?: string
  standing?: Standing
  sort?: MemberColumn
  desc?: true
  /** Counts from 1. */
  page?: number
}

/** Reads the address; what it does not know is as if it were not there. */
export function membersSearchOf(search: Record<string, unknown>): MembersSearch {
  const sort = memberColumns.find((column) => column === search['sort'])
  const standing = standings.find((one) => one === search['standing'])
  const page = Number(search['page'])
  return {
    // A search for digits arrives as a number.
    ...(['string', 'number'].includes(typeof search['q']) && search['q'] !== '' && { q: String(search['q']) }),
    ...(standing && standing !== 'active' && { standing }),
    ...(sort && { sort }),
    ...(search['desc'] === true && { desc: true }),
    ...(Number.isInteger(page) && page > 1 && { page }),
  }
}
