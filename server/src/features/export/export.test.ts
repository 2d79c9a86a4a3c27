import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { operations, type ExportView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { parse } from 'csv-parse/sync'
import excel from 'exceljs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import type { LogReader } from '../../platform/event-log'
import { openLocalStorage, storageKey, type Storage } from '../../platform/storage'
import { catchUp } from '../../testing/caught-up.store'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { followDialogues } from '../dialogue'
import { selectExport } from './export.store'
import { createExports, type Exports } from './index'
import { removeExpired } from './remove-expired'

let shop: Shop
let reader: LogReader
let storage: Storage
let folder: string
let exports_: Exports
let merchant: Merchant
let boss: MemberActor
let offsetMs = 0

beforeAll(async () => {
  const clock = systemClock()
  shop = await openShop({ ...clock, now: () => clock.now() + offsetMs })
  reader = followDialogues(shop.services)
  folder = mkdtempSync(join(tmpdir(), 'keqiao-exports-'))
  storage = await openLocalStorage(folder, shop.services.clock)
  exports_ = createExports({ secret: 'a secret of tests', services: shop.services, storage })
})

beforeEach(async () => {
  offsetMs = 0
  merchant = await shop.merchant()
  boss = await merchant.agent({ role: 'administrator', status: 'away', connected: false })
})

afterAll(async () => {
  await reader.stop()
  rmSync(folder, { recursive: true, force: true })
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { start, list, cancel, retry } = operations.export

const begin = async (input: Record<string, unknown>, actor = boss) =>
  (await shop.result<{ export: ExportView }>(actor, start, { conditions: {}, ...input })).export
const now = async (id: string, actor = boss) =>
  (await shop.result<{ exports: ExportView[] }>(actor, list, {})).exports.find((one) => one.id === id)

/** What the worker does with it. */
async function work(id: string, attempt = 1): Promise<void> {
  const handler = exports_.jobs(shop.execute).find(({ task }) => task.name === 'export.run')
  const payload = { tenantId: merchant.tenantId, exportId: id }
  await handler?.run(handler.task.schema.parse(payload), { attempt, signal: new AbortController().signal })
}

async function fileOf(id: string): Promise<Buffer> {
  const { tenantId } = merchant
  const row = await shop.services.doors.withTenant(tenantId, (tx) => selectExport(tx, tenantId, id as never))
  const content = await storage.open(row?.storage_key as ReturnType<typeof storageKey>)
  return content ? buffer(content) : Buffer.alloc(0)
}

/** So many dialogues, the last of a customer whose name a spreadsheet would compute. */
async function told(count: number): Promise<MemberActor> {
  const agent = await merchant.agent({ capacity: 100 })
  for (let index = 0; index < count; index++) {
    const { visitor, conversationId } = await merchant.waiting()
    await shop.result(agent, operations.conversation.claim, { conversationId })
    const say = (actor: typeof visitor | MemberActor, text: string) =>
      shop.result(actor, operations.conversation.sendMessage, { conversationId, body: { kind: 'text', text } })
    await say(visitor, `<b>第${index}单</b>`)
    offsetMs += 12_000
    await say(agent, '好的')
    const update = { contactId: visitor.id, version: 0, displayName: '=1+1', phone: null }
    if (index === count - 1) await shop.result(agent, operations.contact.update, update)
    await shop.result(agent, operations.conversation.close, { conversationId })
  }
  await catchUp(shop.services.doors, 'dialogues', reader)
  return agent
}

describe('a file', () => {
  it('MGT-03: of the selection, as xlsx: headers in the asker’s language, instants on the merchant’s clocks, durations as such', async () => {
    await told(3)
    await merchant.changeHours({ timeZone: 'Asia/Tokyo' })
    const columns = ['roomNumber', 'openedAt', 'firstReplyMs', 'visitor', 'end']
    const begun = await begin({
      what: 'dialogue',
      format: 'xlsx',
      columns,
      locale: 'en',
      conditions: { sort: 'openedAt', order: 'asc' },
    })
    expect(begun).toMatchObject({ status: 'waiting', file: null })
    await work(begun.id)
    const done = await now(begun.id)
    expect(done).toMatchObject({
      status: 'done',
      doneCount: 3,
      totalCount: 3,
      file: { name: expect.stringMatching(/^Dialogues-\d{8}-\d{4}\.xlsx$/) as string },
    })
    const book = new excel.Workbook()
    await book.xlsx.load((await fileOf(begun.id)) as never)
    const sheet = book.getWorksheet('Dialogues')
    const rows = [1, 2, 4].map((row) => columns.map((_, column) => sheet?.getRow(row).getCell(column + 1).value))
    expect(rows[0]).toEqual(['Room', 'Began', 'First reply', 'Customer', 'Ended by'])
    expect(rows[2]?.[3]).toBe('=1+1')
    expect(rows[2]?.[4]).toBe('Agent')
    const listed = await shop.result<{ dialogues: { openedAt: number; firstReplyMs: number }[] }>(
      boss,
      operations.dialogue.list,
      { order: 'asc' },
    )
    const [first] = listed.dialogues
    // Tokyo has no summer time: nine hours, always.
    const written = rows[1]?.[1]
    expect(written instanceof Date && written.getTime() - (first?.openedAt ?? 0)).toBeCloseTo(9 * 3_600_000, -1)
    const cell = sheet?.getRow(2).getCell(3)
    expect(cell?.numFmt).toBe('[h]:mm:ss')
  })

  it('as csv: with the mark of UTF-8, durations in seconds, and no cell that a spreadsheet would compute', async () => {
    await told(2)
    const { id } = await begin({ what: 'dialogue', format: 'csv', columns: ['visitor', 'firstReplyMs'] })
    await work(id)
    const content = (await fileOf(id)).toString()
    expect(content.startsWith('\ufeff')).toBe(true)
    const rows: string[][] = parse(content, { bom: true })
    expect(rows[0]).toEqual(['顾客', '首响（秒）'])
    expect(rows.slice(1).map(([visitor]) => visitor)).toContain(`'=1+1`)
    expect(Number(rows[1]?.[1])).toBeGreaterThanOrEqual(12)
  })

  it('MGT-07: as a transcript: what was said, as text and never as markup', async () => {
    await told(2)
    const { id } = await begin({ what: 'dialogue', format: 'transcript' })
    await work(id)
    const content = (await fileOf(id)).toString()
    expect(content.match(/<h2>/g)).toHaveLength(2)
    expect(content).toContain('&lt;b&gt;第1单&lt;/b&gt;')
    expect(content).not.toContain('<b>第')
  })

  it('MGT-01: of other lists takes one line in the registry', async () => {
    const members = await begin({ what: 'member', format: 'csv' })
    await work(members.id)
    const rows: string[][] = parse((await fileOf(members.id)).toString(), { bom: true })
    expect(rows.map(([account]) => account)).toEqual(['账号', 'agent-1'])
    const messages = await begin({ what: 'offlineMessage', format: 'xlsx' })
    await work(messages.id)
    expect(await now(messages.id)).toMatchObject({ status: 'done', doneCount: 0 })
  })
})

describe('who may', () => {
  it('MGT-08: an agent without the permission exports nothing, with it his own only', async () => {
    const agent = await told(1)
    await told(2)
    expect(await shop.refusal(agent, start, { what: 'dialogue', format: 'csv', conditions: {} })).toBe('forbidden')
    expect(await shop.refusal(agent, start, { what: 'member', format: 'csv', conditions: {} })).toBe('forbidden')
    const allowed: MemberActor = { ...agent, permissions: new Set([...agent.permissions, 'dialogue:export'] as const) }
    const { id } = await begin({ what: 'dialogue', format: 'csv' }, allowed)
    await work(id)
    expect(await now(id, allowed)).toMatchObject({ status: 'done', doneCount: 1 })
    expect(await now(id)).toBeUndefined()
  })

  it('what the list would refuse is refused at once, and leaves nothing behind', async () => {
    const wrong: [Record<string, unknown>, string][] = [
      [{ what: 'dialogue', format: 'csv', conditions: { sort: 'password' } }, 'input_invalid'],
      [{ what: 'dialogue', format: 'csv', conditions: {}, columns: ['password'] }, 'input_invalid'],
      [{ what: 'member', format: 'transcript', conditions: {} }, 'export_format_unknown'],
    ]
    for (const [input, code] of wrong) expect(await shop.refusal(boss, start, input)).toBe(code)
    expect(await shop.result(boss, list, {})).toEqual({ exports: [] })
  })
})

describe('on the way', () => {
  it('three at once, also when they are begun at once; cancelled and done again', async () => {
    const input = { what: 'dialogue', format: 'csv', conditions: {} }
    const answers = await Promise.all(Array.from({ length: 5 }, () => shop.call(boss, start, input)))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(3)
    const [first] = (await shop.result<{ exports: ExportView[] }>(boss, list, {})).exports
    const id = first?.id ?? ''
    await shop.result(boss, cancel, { exportId: id })
    await work(id)
    expect(await now(id)).toMatchObject({ status: 'cancelled', file: null })
    await shop.result(boss, retry, { exportId: id })
    expect(await shop.refusal(boss, start, input)).toBe('exports_limited')
    await work(id)
    expect(await now(id)).toMatchObject({ status: 'done', error: null })
  })

  it('fails by the code of what refused it, and a fault only after it was tried again', async () => {
    const { id } = await begin({ what: 'dialogue', format: 'csv', conditions: {} })
    const refusing = createExports({ secret: 'a secret', services: shop.services, storage }).jobs(async () =>
      Promise.resolve({
        ok: false,
        refusal: { refused: true, error: { code: 'forbidden', retryable: false } },
      } as never),
    )
    const run = refusing.find(({ task }) => task.name === 'export.run')
    const signal = new AbortController().signal
    await run?.run({ tenantId: merchant.tenantId, exportId: id }, { attempt: 1, signal })
    expect(await now(id)).toMatchObject({ status: 'failed', error: 'forbidden' })
  })

  it('the file goes after a day, the row says that it was there', async () => {
    const { id } = await begin({ what: 'member', format: 'csv' })
    await work(id)
    expect((await now(id))?.expiresAt).toBeGreaterThan(Date.now() + 23 * 3_600_000)
    expect(await removeExpired(shop.services, storage)).toBe(0)
    offsetMs = 25 * 3_600_000
    expect(await removeExpired(shop.services, storage)).toBeGreaterThan(0)
    expect(await now(id)).toMatchObject({ status: 'expired', file: null })
  })
})
