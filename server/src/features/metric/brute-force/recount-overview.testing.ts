import { overviewFigures, type OverviewView } from '@keqiao/contract'
import { DateTime } from 'luxon'
import { dayOf, zoneAt, type Asked } from './calendar.testing'
import type { History } from './make-history.testing'
import { figuresOf, selectThings, type Things } from './recount.testing'
import { figurePartsOf } from './recount-parts.testing'

/** What the overview is asked for. */
export type AskedOverview = Omit<Asked, 'report'>

/** Everything the overview says in numbers. */
export type RecountedOverview = Pick<
  OverviewView,
  'before' | 'validSessions' | 'invalidSessions' | 'trend' | 'ratings' | 'categories'
> & { readonly figures: Omit<OverviewView['figures'][number], 'unit'>[] }

const quarter = 900_000
const visitKeys = ['visits', 'accepted', 'abandoned', 'visitMessages'] as const

function daysFrom(first: string, count: number): string[] {
  const from = DateTime.fromISO(first, { zone: 'utc' })
  return Array.from({ length: count }, (_, index) => from.plus({ days: index }).toISODate() ?? '')
}

/** The days before, and up to when: today has not ended, so its like is looked at up to the same time of the clock. */
function beforeOf({ events, now }: History, { from, to }: AskedOverview, days: number): OverviewView['before'] {
  const back = (day: string) => DateTime.fromISO(day, { zone: 'utc' }).minus({ days }).toISODate() ?? ''
  const before = { from: back(from), to: back(to), until: null }
  if (dayOf(events, now) !== to) return before
  const zone = zoneAt(events, now)
  const minutes = Math.floor((now - DateTime.fromISO(to, { zone }).startOf('day').toMillis()) / 60_000)
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60]
  const like = DateTime.fromISO(before.to, { zone }).set({ hour, minute }).toMillis()
  return { ...before, until: Math.floor(like / quarter) * quarter + quarter }
}

/** The overview as it has to be. */
export function recountOverview(history: History, asked: AskedOverview): RecountedOverview {
  const dayCount = Math.round((Date.parse(asked.to) - Date.parse(asked.from)) / 86_400_000) + 1
  const before = beforeOf(history, asked, dayCount)
  const { until } = before
  const things = selectThings(history, asked)
  const earlier = selectThings(history, { ...asked, from: before.from, to: before.to })
  const past = until === null ? earlier : cut(earlier, ({ at }) => at < until)
  const isHours = dayCount === 1
  const keysFrom = (from: string) =>
    isHours ? Array.from({ length: 24 }, (_, hour) => String(hour)) : daysFrom(from, dayCount)
  const at = (all: Things, key: string) => cut(all, ({ day, hour }) => key === (isHours ? String(hour) : day))
  const keys = keysFrom(asked.from)
  const pastKeys = keysFrom(before.from)
  const say = ({ visits, dialogues, messages }: Things) => figuresOf(visits, dialogues, messages)
  const [whole, wholePast] = [say(things), say(past)]
  const points = keys.map((key) => say(at(things, key)))
  const scores = [5, 4, 3, 2, 1].map((score) => ({ score, count: Number(whole[`rated${score}`]) }))
  return {
    before,
    figures: overviewFigures.map((key) => ({
      key,
      value: whole[key] ?? null,
      before: wholePast[key] ?? null,
      ...figurePartsOf(key, things),
      points: points.map((values) => values[key] ?? null),
    })),
    validSessions: Number(whole.validSessions),
    invalidSessions: Number(whole.invalidSessions),
    trend: {
      by: isHours ? 'hour' : 'day',
      points: keys.map((key, index) => {
        const [visits = 0, accepted = 0, abandoned = 0, visitMessages = 0] = visitKeys.map((name) =>
          Number(points[index]?.[name]),
        )
        const acceptedBefore = Number(say(at(past, pastKeys[index] ?? '')).accepted)
        return { key, visits, accepted, abandoned, visitMessages, acceptedBefore }
      }),
    },
    ratings: {
      count: Number(whole.ratings),
      levels: scores,
      reasons: tally(things.dialogues.flatMap(({ reasons }) => reasons)).map(([text, count]) => ({ text, count })),
    },
    categories: tally(things.dialogues.flatMap(({ category }) => (category === null ? [] : [category]))).map(
      ([text, count]) => ({ path: text.split('\u001f'), count }),
    ),
  }
}

function cut(
  { visits, dialogues, messages }: Things,
  isKept: (thing: { at: number; day: string; hour: number }) => boolean,
): Things {
  return {
    visits: visits.filter(isKept),
    dialogues: dialogues.filter(isKept),
    messages: messages.filter(isKept),
  }
}

/** How often each was said; in no order that counts. */
function tally(said: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const one of said) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts]
}
