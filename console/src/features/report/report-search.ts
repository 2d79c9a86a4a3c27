import { reportColumns, reports, type ReportColumn, type ReportKey } from '@keqiao/contract/reports'

export const presets = ['today', 'yesterday', 'week', 'month', 'thisMonth', 'lastMonth'] as const
export type Preset = (typeof presets)[number]

/** What of a report stands in the address, so that it can be kept, sent and gone back to. */
export interface ReportSearch {
  preset?: Preset
  /** A range of one's own, days of the merchant's calendar. */
  from?: string
  to?: string
  /** Ids, parted by commas. */
  groups?: string
  members?: string
  channels?: string
  sort?: ReportColumn
  desc?: true
  /** Counts from 1. */
  page?: number
  /** Whose dialogues are shown beside it: a column, a row (none: the totals), and on the overview the report. */
  column?: ReportColumn
  row?: string
  of?: ReportKey
}

const day = /^\d{4}-\d{2}-\d{2}$/
const ids = /^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,199}$/

const isDay = (text: unknown): text is string =>
  typeof text === 'string' && day.test(text) && !Number.isNaN(Date.parse(text)) && Date.parse(text) > 0

/** Reads the address; what it does not know is as if it were not there. */
export function reportSearchOf(search: Record<string, unknown>): ReportSearch {
  const preset = presets.find((one) => one === search['preset'])
  const { from, to } = search
  const hasRange = isDay(from) && isDay(to) && from <= to
  const list = (name: 'groups' | 'members' | 'channels') => {
    const value = search[name]
    return typeof value === 'string' && ids.test(value) ? { [name]: value } : {}
  }
  const columnOf = (name: string) => {
    const value = String(search[name])
    return Object.hasOwn(reportColumns, value) ? (value as ReportColumn) : undefined
  }
  const [sort, column] = [columnOf('sort'), columnOf('column')]
  const of = String(search['of'])
  const page = Number(search['page'])
  return {
    ...(hasRange ? { from, to } : preset && { preset }),
    ...list('groups'),
    ...list('members'),
    ...list('channels'),
    ...(sort && { sort, ...(search['desc'] === true && { desc: true }) }),
    ...(Number.isInteger(page) && page > 1 && { page }),
    ...(column && { column }),
    // A figure alone is read as a number.
    ...(column && ['string', 'number'].includes(typeof search['row']) && { row: String(search['row']) }),
    ...(column && Object.hasOwn(reports, of) && { of: of as ReportKey }),
  }
}

export interface DayRange {
  readonly from: string
  readonly to: string
}

const shift = (date: string, days: number) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

/** The days of a preset, by the merchant's calendar. */
export function rangeOfPreset(preset: Preset, today: string): DayRange {
  const monthStart = `${today.slice(0, 8)}01`
  switch (preset) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: shift(today, -1), to: shift(today, -1) }
    case 'week':
      return { from: shift(today, -6), to: today }
    case 'month':
      return { from: shift(today, -29), to: today }
    case 'thisMonth':
      return { from: monthStart, to: today }
    case 'lastMonth':
      return { from: `${shift(monthStart, -1).slice(0, 8)}01`, to: shift(monthStart, -1) }
  }
}

/** The days an address asks for. */
export function rangeOf({ preset, from, to }: ReportSearch, today: string, usual: Preset): DayRange {
  return from !== undefined && to !== undefined ? { from, to } : rangeOfPreset(preset ?? usual, today)
}
