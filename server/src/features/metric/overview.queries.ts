import { operations, overviewFigures, reportColumns } from '@keqiao/contract'
import { addDays, instantOf, metric } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { isRefused, query } from '../../platform/operations'
import { formulas, measuresFor, sumOf, valueOf } from './formulas'
import { readFrame } from './read-frame'
import { accessFigures } from './report.access'
import { countTallies, sumRollUps, type Selection, type SummedRow } from './report.store'
import { totalsOf } from './report.view'
import { zonesOf } from './work-now'

const { figureRules, placeOf, quarterMs } = metric

const counted = ['visits', 'accepted', 'abandoned', 'visitMessages'] as const
const levels = [5, 4, 3, 2, 1] as const
const shown = [
  ...overviewFigures,
  ...counted,
  'validSessions',
  'invalidSessions',
  'rated5',
  'rated4',
  'rated3',
  'rated2',
  'rated1',
] as const
const measures = measuresFor(shown)

/** The days before, as many as asked for; when the last day is today, up to the same quarter of an hour of its like. */
interface Before {
  readonly selection: Selection
  readonly beforeSlot: number | null
}

export const overviewQuery = query(operations.report.overview, async (actor, input, { tx, now }) => {
  const selection = await accessFigures(tx, actor, 'members', input)
  if (isRefused(selection)) return selection
  const zones = await zonesOf(tx, selection.tenantId)
  const before = beforeOf(selection, zones, now)
  const [points, earlier] = [await readPoints(tx, { selection, beforeSlot: null }), await readPoints(tx, before)]
  const [sum, sumBefore] = [addUp(points.rows), addUp(earlier.rows)]
  const totals = totalsOf([{ measured: sum }], shown)
  const number = (key: (typeof shown)[number]) => totals[key] ?? 0
  return {
    ...(await readFrame(tx, selection, now, before.selection.from)),
    before: {
      from: before.selection.from,
      to: before.selection.to,
      until: before.beforeSlot === null ? null : before.beforeSlot * quarterMs,
    },
    figures: overviewFigures.map((key) => figure(key, sum, sumBefore, points)),
    validSessions: number('validSessions'),
    invalidSessions: number('invalidSessions'),
    trend: { by: points.by, points: trendOf(points, earlier) },
    ratings: {
      count: levels.reduce((count, level) => count + number(`rated${level}`), 0),
      levels: levels.map((score) => ({ score, count: number(`rated${score}`) })),
      reasons: await countTallies(tx, selection, 'reason', 10),
    },
    categories: (await countTallies(tx, selection, 'category', 10)).map(({ text, count }) => ({
      path: text.split('\u001f'),
      count,
    })),
  }
})

function beforeOf(selection: Selection, zones: metric.ZoneHistory, now: number): Before {
  const { from, to } = selection
  const days = daysOf(from, to).length
  const earlier: Selection = { ...selection, from: addDays(from, -days), to: addDays(to, -days) }
  const today = placeOf(zones, now, figureRules.zoneOf)
  if (today.day !== to) return { selection: earlier, beforeSlot: null }
  const minutes = Math.floor((now - instantOf(to, 0, today.zone)) / 60_000)
  const like = instantOf(earlier.to, minutes, today.zone)
  return { selection: earlier, beforeSlot: Math.floor(like / quarterMs) + 1 }
}

/** Sums of each hour of a day, or of each day. */
interface Points {
  readonly by: 'hour' | 'day'
  readonly keys: readonly string[]
  readonly rows: readonly SummedRow[]
  readonly sums: ReadonlyMap<string, metric.Measured>
}

async function readPoints(tx: Tx, { selection, beforeSlot }: Before): Promise<Points> {
  const { from, to } = selection
  const by = from === to ? 'hour' : 'day'
  // Only quarters know what was before an instant, and whose it was in an hour.
  const grain = by === 'hour' || beforeSlot !== null ? 'quarter' : 'day'
  const rows = await sumRollUps(tx, selection, { grain, by: [by], measures, beforeSlot })
  const keys = by === 'hour' ? Array.from({ length: 24 }, (_, hour) => String(hour)) : daysOf(from, to)
  const sums = new Map(rows.map(({ day, hour, measured }) => [String(by === 'hour' ? hour : day), measured]))
  return { by, keys, rows, sums }
}

function daysOf(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

function addUp(rows: readonly SummedRow[]): metric.Measured {
  const total: metric.Measured = {}
  for (const { measured } of rows) metric.addTo(total, measured)
  return total
}

function figure(key: (typeof overviewFigures)[number], sum: metric.Measured, before: metric.Measured, points: Points) {
  const { top, bottom } = formulas[key]
  return {
    key,
    unit: reportColumns[key].unit,
    value: valueOf(key, sum),
    before: valueOf(key, before),
    part: bottom ? (sumOf(top, sum) ?? 0) : null,
    whole: bottom ? (sumOf(bottom, sum) ?? 0) : null,
    points: points.keys.map((point) => valueOf(key, points.sums.get(point) ?? {})),
  }
}

function trendOf({ keys, sums }: Points, earlier: Points) {
  return keys.map((key, index) => {
    const measured = sums.get(key) ?? {}
    const like = earlier.sums.get(earlier.keys[index] ?? '') ?? {}
    const [visits, accepted, abandoned, visitMessages] = counted.map((column) => valueOf(column, measured) ?? 0)
    return {
      key,
      visits: visits ?? 0,
      accepted: accepted ?? 0,
      abandoned: abandoned ?? 0,
      visitMessages: visitMessages ?? 0,
      acceptedBefore: valueOf('accepted', like) ?? 0,
    }
  })
}
