import { operations, reportColumns, reports, type ReportColumn, type ReportKey } from '@keqiao/contract'
import { metric, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { isRefused, query, refuse, type Bindable } from '../../platform/operations'
import { readChannels } from '../channel'
import { formulas, measuresFor } from './formulas'
import { metricSettingOperations } from './metric.routes'
import { overviewQuery } from './overview.queries'
import { accessFigures, type About } from './report.access'
import { readFrame } from './read-frame'
import { listFacts, readNamed, sumRollUps, type Selection, type SummedRow } from './report.store'
import { inOrder } from './report-order'
import { dimensionOf, drillView, reportRow, rowOf, totalsOf } from './report.view'
import { withWork, workUntilNow, zonesOf } from './work-now'

const aboutOf: Record<ReportKey, About> = {
  satisfaction: 'members',
  groupDaily: 'groups',
  groupHourly: 'groups',
  agentDaily: 'members',
  onlineTime: 'time',
  offlineMessages: 'groups',
  agentDuration: 'members',
}

/** Which rows a report has: those in which something of it happened. */
const hasSomething: Record<ReportKey, (measured: metric.Measured) => boolean> = {
  // Who only takes over has no session of his own where the merchant counts them as one.
  satisfaction: ({ dialogues = 0, transfersIn = 0 }) => dialogues > 0 || transfersIn > 0,
  groupDaily: ({ visits = 0, dialogues = 0 }) => visits > 0 || dialogues > 0,
  groupHourly: ({ visits = 0, dialogues = 0 }) => visits > 0 || dialogues > 0,
  agentDaily: ({ dialogues = 0, transfersIn = 0 }) => dialogues > 0 || transfersIn > 0,
  onlineTime: ({ onlineMs, busyMs, awayMs, statusChanges, firstSignInAt, lastSignOutAt }) =>
    [onlineMs, busyMs, awayMs, statusChanges, firstSignInAt, lastSignOutAt].some((value) => (value ?? 0) > 0),
  offlineMessages: ({ visits = 0, offlineMessages = 0 }) => visits > 0 || offlineMessages > 0,
  agentDuration: ({ dialogues = 0 }) => dialogues > 0,
}

const getReport = query(operations.report.get, async (actor, input, { tx, now }) => {
  const { report, sort, descending, offset, limit } = input
  const selection = await accessFigures(tx, actor, aboutOf[report], input)
  if (isRefused(selection)) return selection
  const columns: readonly ReportColumn[] = reports[report].columns
  const summed = await readRows(tx, report, selection, now)
  const rows = inOrder(summed, { sort, descending, about: reports[report].rows })
  return {
    ...(await readFrame(tx, selection, now)),
    columns: columns.map((key) => ({ key, ...reportColumns[key] })),
    rows: rows.slice(offset, offset + limit).map((row) => reportRow(row, columns)),
    totals: totalsOf(summed, columns),
    rowCount: rows.length,
  }
})

async function readRows(tx: Tx, report: ReportKey, selection: Selection, now: number): Promise<SummedRow[]> {
  const { rows, columns } = reports[report]
  const measures = new Set([...measuresFor(columns), ...neededBy[report]])
  const found = await sumRollUps(tx, selection, {
    grain: report === 'groupHourly' ? 'hour' : 'day',
    by: rows.map((row) => dimensionOf[row]),
    measures: [...measures],
    of: report === 'onlineTime' ? 'time' : 'things',
  })
  const whole =
    report === 'onlineTime'
      ? withWork(found, await workUntilNow(tx, selection, await zonesOf(tx, selection.tenantId), now))
      : found
  return whole.filter(({ measured }) => hasSomething[report](measured))
}

/** Measures that decide what is shown and are no column themselves. */
const neededBy: Record<ReportKey, readonly metric.Measure[]> = {
  satisfaction: ['transfersIn'],
  groupDaily: [],
  groupHourly: [],
  agentDaily: [],
  onlineTime: ['stayed'],
  offlineMessages: ['visits'],
  agentDuration: [],
}

const drillReport = query(operations.report.drill, async (actor, input, { tx, now }) => {
  const { report, row: key, column, offset, limit } = input
  const asked = await accessFigures(tx, actor, aboutOf[report], input)
  if (isRefused(asked)) return asked
  const row =
    key === undefined
      ? null
      : rowOf(
          key,
          reports[report].rows.map((name) => dimensionOf[name]),
        )
  if (key !== undefined && !row) return refuse('input_invalid', { issues: [{ path: 'row', reason: 'not a row' }] })
  const { top } = formulas[column as keyof typeof formulas]
  const { rows, count, total } = await listFacts(tx, narrowed(asked, row), {
    hour: row?.hour ?? null,
    terms: top,
    offset,
    limit,
  })
  return {
    ...(await readFrame(tx, asked, now)),
    items: rows.map(drillView),
    itemCount: count,
    total,
  }
})

function narrowed(asked: Selection, row: ReturnType<typeof rowOf>): Selection {
  if (!row) return asked
  const { day, groupId, memberId } = row
  const only = (ids: readonly string[] | null, id: string | null) =>
    id === null ? ids : ids === null || ids.includes(id) ? [id] : []
  // A day outside the range is no row of it.
  const days = day === null ? {} : day < asked.from || day > asked.to ? { from: '9999-12-31' } : { from: day, to: day }
  return { ...asked, ...days, groupIds: only(asked.groupIds, groupId), memberIds: only(asked.memberIds, memberId) }
}

const readFilters = query(operations.report.filters, async (actor, input, { tx, now }) => {
  const selection = await accessFigures(tx, actor, 'members', input)
  if (isRefused(selection)) return selection
  const { tenantId } = selection
  const { groups, members, channelIds } = await readNamed(tx, selection)
  const zones = await zonesOf(tx, tenantId)
  const place = metric.placeOf(zones, now, metric.figureRules.zoneOf)
  return {
    zone: place.zone,
    today: place.day,
    groups,
    members: members.map(({ id, name }) => ({ id, nickname: name })),
    channels: await channelsOf(tx, tenantId, channelIds),
  }
})

async function channelsOf(tx: Tx, tenantId: TenantId, ids: readonly string[]) {
  const all = await readChannels(tx, tenantId, { after: undefined, limit: 200 })
  return all.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name }))
}

/** The reports, and by what they are counted. */
export const metricOperations: Bindable[] = [
  getReport,
  drillReport,
  overviewQuery,
  readFilters,
  ...metricSettingOperations,
]
