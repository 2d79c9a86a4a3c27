import { operations, reportColumns, reports } from '@keqiao/contract'
import { query, type Bindable } from '../../platform/operations'

const zone = 'Asia/Shanghai'

const getReport = query(operations.report.get, async (_actor, { report, from, to }, { now }) => ({
  zone,
  from,
  to,
  asOf: null,
  generatedAt: now,
  columns: reports[report].columns.map((key) => ({ key, ...reportColumns[key] })),
  rows: [],
  totals: {},
  rowCount: 0,
}))

const drillReport = query(operations.report.drill, async (_actor, { from, to }, { now }) => ({
  zone,
  from,
  to,
  asOf: null,
  generatedAt: now,
  items: [],
  itemCount: 0,
  total: 0,
}))

const readOverview = query(operations.report.overview, async (_actor, { from, to }, { now }) => ({
  zone,
  from,
  to,
  asOf: null,
  generatedAt: now,
  before: { from, to, until: null },
  figures: [],
  validSessions: 0,
  invalidSessions: 0,
  trend: { by: 'hour' as const, points: [] },
  ratings: { count: 0, levels: [], reasons: [] },
  categories: [],
}))

const readFilters = query(operations.report.filters, async (_actor, { to }) => ({
  zone,
  today: to,
  groups: [],
  members: [],
  channels: [],
}))

/** The reports. */
export const metricOperations: Bindable[] = [getReport, drillReport, readOverview, readFilters]
