import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import {
  operations,
  reportColumns,
  reports,
  type ExportView,
  type OverviewView,
  type ReportColumn,
  type ReportKey,
  type ReportView,
} from '@keqiao/contract'
import { columnWordsOf, reportWords } from '@keqiao/contract/i18n/report-words'
import type { MemberActor } from '@keqiao/domain'
import { parse } from 'csv-parse/sync'
import excel from 'exceljs'
import { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../platform/clock'
import { newId } from '../platform/ids'
import { openLocalStorage, storageKey, type Storage } from '../platform/storage'
import { openShop, type Shop } from '../testing/shop'
import type { History } from './metric/brute-force/make-history.testing'
import { administratorOf, countHistories } from './metric/brute-force/prove.testing'
import { selectExport } from './export/export.store'
import { createExports, type Exports } from './export'

let shop: Shop
let history: History
let admin: MemberActor
let storage: Storage
let folder: string
let exports_: Exports
let now = 0

beforeAll(async () => {
  shop = await openShop({ ...systemClock(), now: () => now })
  const { doors, epoch } = shop.services
  const made = await countHistories(
    { doors, epoch, ask: (actor, operation, input) => shop.call(actor, operation, input) },
    [7],
  )
  if (!made[0]) throw new Error('no history')
  history = made[0]
  admin = administratorOf(history)
  now = history.now
  // The log alone was made; whoever exports must be there as well.
  await doors.withSystem('whoever exports', async (tx) => {
    await tx.rows(
      `insert into roles (tenant_id, id, key, name, permissions, scope, built_in)
       values ($1, $2, 'administrator', '商家管理员', '{}', 'tenant', true)`,
      [admin.tenantId, newId()],
    )
    await tx.rows(
      `insert into members (tenant_id, id, account, nickname, role_id)
       select $1, $2, 'boss', '管理员', id from roles where tenant_id = $1`,
      [admin.tenantId, admin.id],
    )
  })
  folder = mkdtempSync(join(tmpdir(), 'keqiao-report-exports-'))
  storage = await openLocalStorage(folder, shop.services.clock)
  exports_ = createExports({ secret: 'a secret of tests', services: shop.services, storage })
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  expect(shop.faults).toEqual([])
  await shop.stop()
})

/** Begins an export, does what the worker does, and gives the file. */
async function exported(input: Record<string, unknown>): Promise<{ view: ExportView; content: Buffer }> {
  const begun = await shop.result<{ export: ExportView }>(admin, operations.export.start, input)
  const run = exports_.jobs(shop.execute).find(({ task }) => task.name === 'export.run')
  const payload = { tenantId: admin.tenantId, exportId: begun.export.id }
  await run?.run(run.task.schema.parse(payload), { attempt: 1, signal: new AbortController().signal })
  const row = await shop.services.doors.withTenant(admin.tenantId, (tx) =>
    selectExport(tx, admin.tenantId, begun.export.id),
  )
  const content = await storage.open(row?.storage_key as ReturnType<typeof storageKey>)
  const { exports } = await shop.result<{ exports: ExportView[] }>(admin, operations.export.list, {})
  const view = exports.find(({ id }) => id === begun.export.id)
  if (!view || !content) throw new Error(`no file: ${row?.error}`)
  return { view, content: await buffer(content) }
}

async function bookOf(content: Buffer): Promise<excel.Workbook> {
  const book = new excel.Workbook()
  await book.xlsx.load(content as never)
  return book
}

const range = () => ({ from: history.from, to: history.to })
const readReport = (report: ReportKey, more: Record<string, unknown> = {}) =>
  shop.result<ReportView>(admin, operations.report.get, { report, ...range(), limit: 500, ...more })

const rowsOf = (sheet: excel.Worksheet | undefined) => {
  const rows: excel.CellValue[][] = []
  sheet?.eachRow({ includeEmpty: true }, (row) => {
    const values = row.values
    rows.push(Array.isArray(values) ? values.slice(1) : [])
  })
  return rows
}

/** What a cell of the file should hold for a value of the answer. */
function cellFor(column: ReportColumn, value: string | number | null | undefined, zone: string): unknown {
  if (value === null || value === undefined) return undefined
  switch (reportColumns[column].unit) {
    case 'hour':
      return `${String(value).padStart(2, '0')}:00`
    case 'ms':
      // A spreadsheet counts days from here, and the reader takes `[h]:mm:ss` for a date.
      return new Date(Date.UTC(1899, 11, 30) + Number(value))
    case 'instant':
      return DateTime.fromMillis(Number(value), { zone }).setZone('utc', { keepLocalTime: true }).toJSDate()
    case 'count':
    case 'ratio':
    case 'date':
    case 'text':
      return value
  }
}

describe('a report as a file', () => {
  it.each(Object.keys(reports) as ReportKey[])(
    'RPT-01: %s has the columns, rows, totals and formulas of the screen',
    async (report) => {
      const { columns } = reports[report]
      const sort = columns.at(-1)
      const asked = await readReport(report, { sort, descending: true })
      expect(asked.rowCount).toBeGreaterThan(0)
      const { view, content } = await exported({
        what: 'report',
        format: 'xlsx',
        conditions: { report, ...range(), sort, descending: true },
      })
      expect(view.doneCount).toBe(asked.rowCount)
      const timeOf = (at: number) => DateTime.fromMillis(at, { zone: asked.zone }).toFormat('yyyy-MM-dd HH:mm')
      const words = {
        ...reportWords['zh-CN'],
        columns: columnWordsOf(reportWords['zh-CN'], asked.settings, timeOf),
      }
      const book = await bookOf(content)
      const [head, ...rows] = rowsOf(book.getWorksheet(words.names[report]))
      expect(head).toEqual(columns.map((column) => words.columns[column].name))
      const cells = (values: Readonly<Record<string, string | number | null>>) =>
        columns.map((column) => cellFor(column, values[column], asked.zone))
      const padded = rows.map((row) => columns.map((_, index) => row[index]))
      expect(padded.slice(0, -1)).toEqual(asked.rows.map(({ values }) => cells(values)))
      expect(padded.at(-1)).toEqual(['合计', ...cells(asked.totals).slice(1)])
      const about = Object.fromEntries(rowsOf(book.getWorksheet('说明'))) as Record<string, unknown>
      expect(about).toMatchObject({ 报表: words.names[report], 日期: `${history.from} – ${history.to}` })
      expect(about['时区']).toBe(asked.zone)
      const formulas = rowsOf(book.getWorksheet('指标公式'))
      expect(formulas.slice(1)).toEqual(
        columns.map((column) => [words.columns[column].name, words.columns[column].formula]),
      )
    },
  )

  it('RPT-01: as csv, narrowed to a group that is named, shares as per cent and times in seconds', async () => {
    const [groupId = ''] = history.groupIds
    const conditions = { report: 'groupDaily', ...range(), groupIds: [groupId] }
    const asked = await readReport('groupDaily', { groupIds: [groupId] })
    const { content } = await exported({ what: 'report', format: 'csv', conditions })
    const lines: string[][] = parse(content.toString(), { bom: true, relax_column_count: true, skip_empty_lines: true })
    const known = await shop.result<{ groups: { id: string; name: string }[] }>(
      admin,
      operations.report.filters,
      range(),
    )
    expect(lines).toContainEqual(['分组', known.groups.find(({ id }) => id === groupId)?.name])
    const head = lines.findIndex((line) => line.length > 10)
    expect(lines.slice(0, head)).toContainEqual(['日期', `${history.from} – ${history.to}`])
    const rate = lines[head]?.indexOf('接通率') ?? -1
    const { connectRate } = asked.totals
    expect(lines[head + asked.rowCount + 1]?.[rate]).toBe(`${(Number(connectRate) * 100).toFixed(1)}%`)
    expect(lines[head]).toContain('平均等待（秒）')
  })

  it('the overview: its figures with those before, its trend, ratings and agents', async () => {
    const view = await shop.result<OverviewView>(admin, operations.report.overview, range())
    const { content } = await exported({ what: 'overview', format: 'xlsx', conditions: range(), locale: 'en' })
    const book = await bookOf(content)
    const [, ...rows] = rowsOf(book.getWorksheet('Overview'))
    expect(rows[1]?.[0]).toBe('Accepted')
    expect(rows[1]?.[1]).toBe(view.figures[1]?.value)
    const connected = view.figures.find(({ key }) => key === 'connectRate')
    expect(rows[2]).toEqual([
      'Connect rate',
      connected?.value,
      connected?.before ?? undefined,
      connected?.part,
      connected?.whole,
    ])
    const trend = rowsOf(book.getWorksheet('By day')).slice(1)
    expect(trend.map(([, visits]) => visits)).toEqual(view.trend.points.map(({ visits }) => visits))
    const ratings = rowsOf(book.getWorksheet('Ratings')).slice(1)
    expect(ratings.map(([score, count]) => [score, count])).toEqual(
      view.ratings.levels.map(({ score, count }) => [score, count]),
    )
  })

  it('says in the log who took how many rows of what, by which conditions', async () => {
    const conditions = { report: 'satisfaction', ...range() }
    const { view } = await exported({ what: 'report', format: 'csv', conditions })
    const events = await shop.services.doors.withTenant(admin.tenantId, (tx) =>
      tx.rows(
        `select actor_kind, actor_id, payload from events where tenant_id = $1 and type = 'export.made' order by at`,
        [admin.tenantId],
      ),
    )
    expect(events.at(-1)).toMatchObject({
      actor_kind: 'member',
      actor_id: admin.id,
      payload: { memberId: admin.id, what: 'report', format: 'csv', conditions, rowCount: view.doneCount },
    })
    expect(view.doneCount).toBeGreaterThan(0)
  })

  it('refuses what the report would refuse, and who may not read reports', async () => {
    const input = {
      what: 'report',
      format: 'xlsx',
      conditions: { report: 'groupDaily', ...range(), memberIds: [admin.id] },
    }
    expect(await shop.refusal(admin, operations.export.start, input)).toBe('input_invalid')
    const other = { ...admin, permissions: new Set([...admin.permissions].filter((one) => one !== 'report:read')) }
    const asked = { what: 'report', format: 'xlsx', conditions: { report: 'groupDaily', ...range() } }
    expect(await shop.refusal(other, operations.export.start, asked)).toBe('forbidden')
  })
})
