export const offlineStates = ['all', 'open', 'replied'] as const
export type OfflineState = (typeof offlineStates)[number]

export const offlineCauses = ['outside-hours', 'unstaffed', 'queue'] as const

/** The columns of the list; each puts it in order. */
export const offlineColumns = ['createdAt', 'name', 'reach', 'group', 'cause', 'text', 'status', 'repliedBy'] as const
export type OfflineColumn = (typeof offlineColumns)[number]

/** What of the list stands in the address, so that it can be kept, sent and gone back to. */
export interface OfflineSearch {
  state?: OfflineState
  /** The one whose detail is open. */
  id?: string
  q?: string
  group?: string
  channel?: string
  cause?: (typeof offlineCauses)[number]
  /** Days as `2026-11-30`, both included. */
  from?: string
  until?: string
  /** Absent: by time, newest first. */
  sort?: OfflineColumn
  asc?: true
  /** Counts from 1. */
  page?: number
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const day = /^\d{4}-\d{2}-\d{2}$/

/** Reads the address; what it does not know is as if it were not there. */
export function offlineSearchOf(search: Record<string, unknown>): OfflineSearch {
  const of = (name: string, shape: RegExp) => {
    const text = String(search[name])
    return shape.test(text) ? { [name]: text } : {}
  }
  const state = offlineStates.find((one) => one === search['state'])
  const cause = offlineCauses.find((one) => one === search['cause'])
  const sort = offlineColumns.find((one) => one === search['sort'])
  const page = Number(search['page'])
  return {
    ...(state && state !== 'all' && { state }),
    ...of('id', uuid),
    // A search for digits arrives as a number.
    ...(['string', 'number'].includes(typeof search['q']) && search['q'] !== '' && { q: String(search['q']) }),
    ...of('group', uuid),
    ...of('channel', uuid),
    ...(cause && { cause }),
    ...of('from', day),
    ...of('until', day),
    ...(sort && { sort }),
    ...(search['asc'] === true && { asc: true }),
    ...(Number.isInteger(page) && page > 1 && page <= 2_000 && { page }),
  }
}

/** Whether anything is asked for that leaves messages out. */
export const isFiltered = ({ state, q, group, channel, cause, from, until }: OfflineSearch): boolean =>
  [state, q, group, channel, cause, from, until].some((one) => one !== undefined)

/** Midnight of a day on this machine's calendar, epoch milliseconds, `daysLater` days on. */
export function midnightOf(text: string, daysLater: number): number {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number)
  return new Date(year, month - 1, date + daysLater).getTime()
}
