import { useAsked } from '../manage/use-asked'
import { rangeOf, type DayRange, type Preset, type ReportSearch } from './report-search'

/** How often figures are asked for again, in milliseconds. */
export const followMs = 60_000

/** A day as the browser's calendar has it, until the merchant's is known. */
function browserToday(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

/** Which days are meant, by the merchant's calendar, and what they can be narrowed by. */
export function useReportRange(search: ReportSearch, usual: Preset) {
  const guess = browserToday()
  const calendar = useAsked('report.filters', { from: guess, to: guess }, followMs)
  const today = calendar.data?.today ?? guess
  const range: DayRange = rangeOf(search, today, usual)
  const choices = useAsked('report.filters', range)
  return { range, today, zone: calendar.data?.zone ?? 'UTC', choices: choices.data ?? null }
}

const listOf = (text: string | undefined): string[] | undefined => text?.split(',')

/** What is asked of the server for an address. */
export function askedOf(range: DayRange, search: ReportSearch, filters: readonly string[]) {
  const [groups, members, channels] = [listOf(search.groups), listOf(search.members), listOf(search.channels)]
  return {
    ...range,
    ...(groups && filters.includes('groupIds') && { groupIds: groups }),
    ...(members && filters.includes('memberIds') && { memberIds: members }),
    ...(channels && filters.includes('channelIds') && { channelIds: channels }),
  }
}
