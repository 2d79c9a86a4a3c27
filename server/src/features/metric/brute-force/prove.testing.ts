import {
  operations,
  reportColumns,
  reports,
  type Operation,
  type ReportColumn,
  type ReportKey,
  type ReportView,
} from '@keqiao/contract'
import { metric, permissions, type MemberActor, type MemberId } from '@keqiao/domain'
import { DateTime } from 'luxon'
import {
  insertEvents,
  logStart,
  moveReader,
  readAcrossStreams,
  lockReader,
  type StoredEvent,
} from '../../../platform/event-log'
import type { Doors } from '../../../platform/database/doors'
import type { Answer, Person } from '../../../platform/operations'
import { countEvents } from '../metric-reader'
import { createChance } from './chance.testing'
import { makeHistory, type History } from './make-history.testing'
import type { MadeEvent } from './world.testing'
import { zoneAt, type Asked } from './calendar.testing'
import { decidedBetween } from './decisions.testing'
import { recount } from './recount.testing'

/** What a proof needs of the house. */
export interface House {
  readonly doors: Doors
  readonly epoch: number
  /** Asks an operation, as if it were `now`. */
  ask(actor: Person, operation: Operation, input: unknown, now: number): Promise<Answer>
}

/** One figure that is not what it has to be. */
export interface Difference {
  readonly seed: number
  readonly where: string
  readonly counted: unknown
  readonly recounted: unknown
}

/** Puts histories of these seeds into the log and counts them, in portions of a size that chance says. */
export async function countHistories(
  { doors, epoch }: House,
  seeds: readonly number[],
  {
    salt = 0,
    rules = metric.figureRules,
  }: { readonly salt?: number; readonly rules?: metric.FigureRules | undefined } = {},
): Promise<History[]> {
  const histories = seeds.map((seed) => makeHistory(seed, salt))
  for (const history of histories) await append(doors, epoch, history)
  const wanted = histories.reduce((count, { events }) => count + events.length, 0)
  const chance = createChance(seeds[0] ?? 1)
  for (let read = 0; read < wanted;) {
    const count = await doors.withSystem('proof', async (tx) => {
      const position = (await lockReader(tx, 'metric')) ?? logStart
      const found = await readAcrossStreams(tx, epoch, position, chance.between(1, 3_000))
      await countEvents(
        tx,
        found.map(({ event }) => event),
        rules,
      )
      const last = found.at(-1)
      if (last) await moveReader(tx, 'metric', last.position)
      return found.length
    })
    read += count
    // The horizon of the log spans all databases of the server: somebody else's transaction may hold it back.
    if (count === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return histories
}

async function append(doors: Doors, epoch: number, history: History): Promise<void> {
  const { tenantId, events, seed } = history
  await doors.withSystem('proof', (tx) =>
    tx.rows('insert into tenants (id, code, name) values ($1, $2, $3)', [
      tenantId,
      `p-${seed}-${tenantId.slice(-12)}`,
      `第${seed}号`,
    ]),
  )
  // Transactions commit in the order of what happened, give or take what happens together; a setting is one of its own.
  for (const portion of portions(events)) {
    await doors.withSystem('proof', (tx) =>
      insertEvents(
        tx,
        epoch,
        portion.map((event) => stored(event, tenantId)),
      ),
    )
  }
}

function portions(events: readonly MadeEvent[]): MadeEvent[][] {
  const cut: MadeEvent[][] = [[]]
  for (const event of events) {
    if (event.type === 'settings.changed') cut.push([event], [])
    else cut.at(-1)?.push(event)
  }
  return cut.filter((portion) => portion.length > 0)
}

const stored = (event: MadeEvent, tenantId: History['tenantId']): StoredEvent => ({
  tenantId,
  stream: event.stream,
  streamId: event.streamId,
  seq: event.seq,
  visitorPrev: null,
  type: event.type as StoredEvent['type'],
  version: 1,
  payload: event.payload,
  actor: event.actor,
  clientId: null,
  at: event.at,
})

/** Whoever looks: an administrator of the merchant. */
export const administratorOf = (history: Pick<History, 'tenantId' | 'memberIds'>): MemberActor => ({
  kind: 'member',
  tenantId: history.tenantId,
  id: (history.memberIds[0] ?? '') as MemberId,
  name: '管理员',
  permissions: new Set(permissions),
  scope: 'tenant',
})

/** Compares every figure of a history with the recount: whole, and a part of it that chance says. */
export async function compare(house: House, history: History): Promise<Difference[]> {
  const chance = createChance(history.seed + 5)
  const found: Difference[] = []
  for (const report of Object.keys(reports) as ReportKey[]) {
    const whole = { report, from: history.from, to: history.to }
    found.push(
      ...(await compareReport(house, history, whole)),
      ...(await compareReport(house, history, partOf(history, report, chance))),
    )
    if (found.length > 0) return found
  }
  return found
}

function partOf(history: History, report: ReportKey, chance: ReturnType<typeof createChance>): Asked {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const begins = Date.parse(history.from)
  const from = begins + chance.between(0, 3) * 86_400_000
  const asked = { report, from: day(from), to: day(from + chance.between(0, 2) * 86_400_000) }
  const filters: readonly string[] = reports[report].filters
  return {
    ...asked,
    ...(filters.includes('groupIds') && chance.is(0.5) ? { groupIds: [chance.pick(history.groupIds)] } : {}),
    ...(filters.includes('memberIds') && chance.is(0.5) ? { memberIds: [chance.pick(history.memberIds)] } : {}),
    ...(filters.includes('channelIds') && chance.is(0.5) ? { channelIds: [chance.pick(history.channelIds)] } : {}),
  }
}

async function compareReport(house: House, history: History, asked: Asked): Promise<Difference[]> {
  const actor = administratorOf(history)
  const answer = await house.ask(actor, operations.report.get, { ...asked, limit: 500 }, history.now)
  if (!answer.ok) throw new Error(`${asked.report} was refused: ${JSON.stringify(answer.refusal.error)}`)
  const view = answer.result as ReportView
  const { rows, names } = recount(history, asked)
  const found: Difference[] = []
  const differ = (where: string, counted: unknown, recounted: unknown) => {
    if (!isSame(counted, recounted))
      found.push({ seed: history.seed, where: `${asked.report} ${JSON.stringify(asked)} ${where}`, counted, recounted })
  }
  differ(
    'rows',
    view.rows
      .map(({ key }) => key)
      .toSorted()
      .join(' '),
    [...rows.keys()]
      .filter((key) => key !== 'total')
      .toSorted()
      .join(' '),
  )
  differ('settings', told(view.settings), told(decidedIn(history, asked)))
  const figures = reports[asked.report].columns.filter(
    (column) => !['date', 'hour', 'group', 'member'].includes(column),
  )
  for (const { key, values } of view.rows) {
    for (const column of figures) differ(`${key} ${column}`, values[column], rows.get(key)?.[column] ?? null)
    if (asked.report !== 'onlineTime') differ(`${key} name`, values.member ?? values.group, names.get(key))
  }
  for (const column of figures) {
    if (reportColumns[column].unit !== 'instant')
      differ(`total ${column}`, view.totals[column], rows.get('total')?.[column] ?? null)
  }
  const row = view.rows[history.seed % Math.max(1, view.rows.length)]
  if (row && found.length === 0) found.push(...(await compareDrill(house, history, asked, row, figures)))
  return found
}

/** What held in the days that are asked for, up to now. */
function decidedIn({ events, now }: History, { from, to }: Asked) {
  const midnight = (day: string, days: number) =>
    DateTime.fromISO(day, { zone: zoneAt(events, Math.min(now, Date.parse(day) + 2 * days * 86_400_000)) })
      .plus({ days })
      .toMillis()
  const spans = decidedBetween(events, midnight(from, 0), Math.min(now, midnight(to, 1)))
  return spans.map(({ at, decided }) => ({ fromAt: at === 0 ? null : at, settings: decided }))
}

/** Settings in one line, whatever order they are in. */
const told = (spans: readonly { readonly fromAt: number | null; readonly settings: object }[]): string =>
  spans
    .map(({ fromAt, settings }) => `${fromAt} ${Object.entries(settings).map(String).toSorted().join(' ')}`)
    .join('; ')

/** What is listed behind a figure comes to the figure. */
async function compareDrill(
  house: House,
  history: History,
  asked: Asked,
  row: ReportView['rows'][number],
  figures: readonly ReportColumn[],
): Promise<Difference[]> {
  const countable = figures.filter((column) => reportColumns[column].drill && reportColumns[column].unit === 'count')
  const column = countable[history.seed % Math.max(1, countable.length)]
  if (column === undefined) return []
  const input = { ...asked, row: row.key, column, limit: 200 }
  const answer = await house.ask(administratorOf(history), operations.report.drill, input, history.now)
  if (!answer.ok) throw new Error(`the drill was refused: ${JSON.stringify(answer.refusal.error)}`)
  const { items, total, itemCount } = answer.result as { items: { value: number }[]; total: number; itemCount: number }
  const listed = items.reduce((sum, { value }) => sum + value, 0)
  const wanted = row.values[column]
  if (total === wanted && listed === wanted && items.length === itemCount) return []
  return [
    {
      seed: history.seed,
      where: `drill ${JSON.stringify(input)}`,
      counted: { total, listed, itemCount },
      recounted: wanted,
    },
  ]
}

/** Whether two figures are the same, but for what adding up fractions costs. */
export const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)))
