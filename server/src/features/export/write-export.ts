import { DateTime } from 'luxon'
import type { MemberActor } from '@keqiao/domain'
import { exportReportTexts } from '../../i18n/export-report-texts'
import { exportTexts } from '../../i18n/export-texts'
import { newId } from '../../platform/ids'
import type { JobContext } from '../../platform/jobs'
import type { Execute, Refused, Services } from '../../platform/operations'
import { storageKey, StagedTooLarge, type Storage } from '../../platform/storage'
import { loadMemberActor } from '../member'
import { readHours } from '../schedule'
import { readTenant } from '../tenant'
import { exportables } from './exportables'
import type { Ask, Beside, Cell, ExportPage, Pull } from './exportable'
import { failExport, noteProgress, selectExport, type ExportRow } from './export.store'
import { handOut } from './hand-out'
import type { Table } from './table'
import { writeCsv } from './write-csv'
import { writeTranscript } from './write-transcript'
import { writeXlsx } from './write-xlsx'

export interface WriterParts {
  readonly services: Services
  readonly storage: Storage
  readonly execute: Execute
}

/** How long a file can be fetched. */
const keptMs = 24 * 60 * 60 * 1_000
/** Nobody opens more than this; a disk holds no end of it. */
const maxBytes = 2 * 1_024 ** 3
/** How often one can see that it moves, and how soon a cancelled one stops. */
const tellEveryMs = 500
const tries = 3

/** An operation refused to answer: its code is what the export failed by. */
class Refusal extends Error {
  constructor(readonly refused: Refused) {
    super(refused.error.code)
  }
}

/** Its owner does not want it any more. */
class Cancelled extends Error {}

/**
 * Writes one export. The rows are asked for page by page as its owner, each page in a transaction of its own, and flow
 * through the writer into the storage: neither rows nor file are ever whole in memory. A node that dies in between leaves
 * a job that another one begins anew.
 */
export async function writeExport(
  parts: WriterParts,
  { tenantId, exportId }: { tenantId: ExportRow['tenant_id']; exportId: ExportRow['id'] },
  { attempt, signal }: JobContext,
): Promise<void> {
  const { doors, clock } = parts.services
  const row = await doors.withTenant(tenantId, (tx) => selectExport(tx, tenantId, exportId))
  if (!row || (row.status !== 'waiting' && row.status !== 'running')) return
  try {
    await write(parts, row, signal)
  } catch (error) {
    if (error instanceof Cancelled) return
    const code = codeOf(error)
    // What may be better a moment later is tried again by the queue.
    if (code === null && attempt < tries) throw error
    if (code === null && !signal.aborted) parts.services.onError(error, 'export')
    if (signal.aborted) throw error
    await doors.withTenant(tenantId, (tx) => failExport(tx, row, code ?? 'internal', clock.now()))
  }
}

function codeOf(error: unknown): string | null {
  if (error instanceof StagedTooLarge) return 'file_too_large'
  return error instanceof Refusal && !error.refused.error.retryable ? error.refused.error.code : null
}

async function write(parts: WriterParts, row: ExportRow, signal: AbortSignal): Promise<void> {
  const { services, storage, execute } = parts
  const { doors, clock } = services
  const { actor, merchant, timeZone } = await doors.withTenant(row.tenant_id, async (tx) => ({
    actor: await loadMemberActor(tx, row.tenant_id, row.member_id),
    merchant: (await readTenant(tx, row.tenant_id))?.name ?? '',
    timeZone: (await readHours(tx, row.tenant_id)).timeZone,
  }))
  if (!actor) throw new Cancelled()
  const ask = asker(execute, actor)
  const opened = await exportables[row.what].open(ask, row.conditions, row.locale)
  const { total } = opened
  const progress = { done: 0, toldAt: -Infinity }
  const tell = async (): Promise<void> => {
    signal.throwIfAborted()
    if (clock.monotonic() - progress.toldAt < tellEveryMs) return
    progress.toldAt = clock.monotonic()
    const wanted = await doors.withTenant(row.tenant_id, (tx) => noteProgress(tx, row, progress.done, total))
    if (!wanted) throw new Cancelled()
  }
  let underWay = 0
  // Whoever asks for the next page has written the one before.
  const pages = async (): Promise<ExportPage | null> => {
    progress.done += underWay
    await tell()
    const page = await opened.pages()
    underWay = page?.size ?? 0
    return page
  }
  const source = { actor, merchant, now: clock.now() }
  const beside = opened.beside && withSource(row, opened.beside, source)
  const content = contentOf(row, { ask, timeZone: beside?.timeZone ?? timeZone, pages, beside })
  const staged = await storage.stage(content, maxBytes)
  const key = storageKey(row.tenant_id, newId())
  await storage.store(staged, key)
  const now = clock.now()
  const file = {
    storageKey: key,
    name: nameOf(row, DateTime.fromMillis(row.created_at, { zone: timeZone })),
    size: staged.size,
    doneCount: progress.done,
    now,
    expiresAt: now + keptMs,
  }
  const handedOut = await doors.withTenant(row.tenant_id, (tx) => handOut({ tx, now, services }, { row, actor, file }))
  if (!handedOut) await storage.remove(key)
}

/** Asks as the owner, whose role may have changed since he began it. */
const asker =
  (execute: Execute, actor: MemberActor): Ask =>
  async (operation, input) => {
    const answer = await execute(actor, { operation: operation.name, input, clientId: undefined })
    if (!answer.ok) throw new Refusal(answer.refusal)
    return answer.result
  }

interface Source {
  readonly actor: MemberActor
  readonly merchant: string
  readonly now: number
}

/** Whose figures they are and who took them stands above what they are of. */
function withSource(row: ExportRow, beside: Beside, { actor, merchant, now }: Source): Beside {
  const texts = exportReportTexts[row.locale]
  const facts: Beside['facts'] = [
    [texts.merchant, merchant],
    [texts.report, exportables[row.what].name(row.locale, row.conditions)],
    ...beside.facts,
    [texts.madeBy, actor.name],
    [texts.madeAt, { kind: 'instant', value: now }],
  ]
  return { ...beside, facts }
}

interface Content {
  readonly ask: Ask
  readonly timeZone: string
  readonly pages: Pull<ExportPage>
  readonly beside: Beside | null
}

function contentOf(row: ExportRow, { ask, timeZone, pages, beside }: Content): AsyncIterable<Uint8Array> {
  const texts = exportTexts[row.locale]
  const exportable = exportables[row.what]
  const name = exportable.name(row.locale, row.conditions)
  if (row.format === 'transcript') {
    const title = `${name} ${texts.transcript}`
    return writeTranscript({ title, pages: mapped(pages, (page) => page.told()), ask, texts, timeZone })
  }
  const columns = exportable.columns(row.conditions)
  const chosen = (row.columns ?? columns.map(({ key }) => key)).flatMap(
    (key) => columns.find((one) => one.key === key) ?? [],
  )
  const titles = beside?.titles ?? exportable.titles(row.locale, row.conditions)
  const titleOf = ({ key, kind }: (typeof columns)[number]) => {
    const title = titles[key] ?? key
    return row.format === 'csv' && kind === 'duration' ? texts.inSeconds(title) : title
  }
  const keys = chosen.map(({ key }) => key)
  const table: Table = {
    title: name,
    columns: chosen.map((column) => ({ title: titleOf(column), kind: column.kind })),
    pages: mapped(pages, (page): Cell[][] => page.cells(keys)),
    timeZone,
    beside: beside && {
      title: exportReportTexts[row.locale].about,
      facts: beside.facts,
      totals: beside.totals && keys.map((key) => beside.totals?.[key] ?? null),
      tables: beside.tables,
    },
  }
  return row.format === 'csv' ? writeCsv(table) : writeXlsx(table)
}

const mapped =
  <Item, Result>(pull: Pull<Item>, map: (item: Item) => Result): Pull<Result> =>
  async () => {
    const item = await pull()
    return item === null ? null : map(item)
  }

function nameOf({ what, format, conditions, locale }: ExportRow, at: DateTime): string {
  const subject = format === 'transcript' ? exportTexts[locale].transcript : exportables[what].name(locale, conditions)
  const extension = { xlsx: 'xlsx', csv: 'csv', transcript: 'html' }[format]
  return `${subject}-${at.toFormat('yyyyMMdd-HHmm')}.${extension}`
}
