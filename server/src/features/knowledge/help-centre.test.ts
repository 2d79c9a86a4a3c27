import { randomUUID } from 'node:crypto'
import type { TenantId } from '@keqiao/domain'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProduct, type RunningProduct } from '../../testing/running-product'
import { suspendTenant } from '../tenant'

let run: RunningProduct
let cookie: string

beforeAll(async () => {
  run = await runProduct()
  cookie = await run.signIn(0, 0)
})

afterAll(() => run.stop())

const page = (path: string, headers: Record<string, string> = {}) => run.http(path, { headers })

async function slugOf(question: string): Promise<string> {
  const { text } = await page('/help/yunshan')
  const slug = new RegExp(`href="/help/yunshan/([^"]+)">${question}<`).exec(text)?.[1]
  if (!slug) throw new Error(`the help centre does not show ${question}`)
  return slug
}

describe('VIS-07: the help centre of a merchant', () => {
  it('shows the public entries by category, and none that is internal, of nobody else', async () => {
    const { status, text, headers } = await page('/help/yunshan')
    expect(status).toBe(200)
    expect(text).toContain('<h2><a href="/help/yunshan/category/')
    expect(text).toContain('布艺沙发和真皮沙发怎么选')
    expect(text).not.toContain('岩茶')
    expect(text).not.toMatch(/<script(?! async src="\/widget\/loader\.js" data-channel="demo-yunshan">)/)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    const search = await page(`/help/yunshan/search?q=${encodeURIComponent('企业采购有折扣吗')}`)
    expect(search.text).not.toContain('>企业采购有折扣吗<')
    expect(search.text).toContain('<meta name="robots" content="noindex">')
  })

  it('has an article at an address that stays, with what search engines want to know', async () => {
    const slug = await slugOf('沙发进不了电梯怎么办')
    const { status, text } = await page(`/help/yunshan/${slug}`)
    expect(status).toBe(200)
    expect(text).toContain('<h1>沙发进不了电梯怎么办</h1>')
    expect(text).toContain('<h3>先量三个地方</h3>')
    expect(text).toContain(`<link rel="canonical" href="${run.origin}/help/yunshan/${slug}">`)
    for (const language of ['zh-CN', 'zh-TW', 'en']) expect(text).toContain(`hreflang="${language}"`)
    expect(text).toContain('<meta property="og:title"')
    const entry = await run.http(`/api/knowledge/entries?text=${encodeURIComponent('沙发进不了电梯')}`, { cookie })
    const [found] = (entry.json as { entries: { id: string; version: number; readCount: number }[] }).entries
    expect(found?.readCount).toBe(1)
    const content = { question: '大件进不了电梯', answer: { text: '可以拆。' }, public: true }
    await change('PUT', `/api/knowledge/entries/${found?.id}`, { version: found?.version, content })
    const after = await page(`/help/yunshan/${slug}`)
    expect(after.text).toContain('<h1>大件进不了电梯</h1>')
  })

  it('searches, speaks three languages, and shows what strangers type as text', async () => {
    const { text } = await page('/help/yunshan/search?q=tuihuo&lang=en')
    expect(text).toContain('<html lang="en">')
    expect(text).toContain('可以七天无理由退货吗')
    const rude = await page('/help/yunshan/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E', {
      'accept-language': 'zh-TW',
    })
    expect(rude.text).toContain('<html lang="zh-TW">')
    expect(rude.text).not.toContain('<script>alert')
  })

  it('is not sent again while it is the same, and at once without what was taken down', async () => {
    const first = await page('/help/qinghe')
    const etag = first.headers.get('etag') ?? ''
    expect((await page('/help/qinghe', { 'if-none-match': etag })).status).toBe(304)
    const foreign = await run.signIn(1, 0)
    const listed = await run.http('/api/knowledge/entries?text=%E9%9A%94%E5%A4%9C%E8%8C%B6', { cookie: foreign })
    const [entry] = (listed.json as { entries: { id: string; slug: string }[] }).entries
    expect((await page(`/help/qinghe/${entry?.slug}`)).status).toBe(200)
    await change('POST', '/api/knowledge/changes', { entryIds: [entry?.id], active: false }, foreign)
    expect((await page('/help/qinghe', { 'if-none-match': etag })).text).not.toContain('隔夜茶')
    expect((await page(`/help/qinghe/${entry?.slug}`)).status).toBe(404)
  })

  it('lists itself for robots', async () => {
    const { text, headers } = await page('/help/yunshan/sitemap.xml')
    expect(headers.get('content-type')).toContain('application/xml')
    expect(text.match(/<loc>/g)?.length).toBeGreaterThan(60)
    expect(text).toContain(`<loc>${run.origin}/help/yunshan</loc>`)
    expect((await page('/robots.txt')).text).toContain('Allow: /help/')
  })

  it('answers the same for a merchant that is not there, has nothing public, or is suspended', async () => {
    const missing = await page('/help/nobody')
    expect(missing.status).toBe(404)
    expect(missing.headers.get('content-type')).toContain('text/html')
    for (const path of ['/help/yunshan/no-such-article', '/help/yunshan/category/no', '/help/%00', '/help/YUNSHAN']) {
      expect((await page(path)).status, path).toBe(404)
    }
    const tenant = run.demo.merchants[1]
    if (!tenant?.tenantId) throw new Error('the demo has two merchants')
    await suspendTenant(run.product.doors, tenant.tenantId as TenantId)
    expect((await page('/help/qinghe')).text).toBe(missing.text)
  })
})

const change = (method: string, path: string, body: unknown, as = cookie) =>
  run.http(path, {
    method,
    body,
    cookie: as,
    headers: { 'idempotency-key': randomUUID(), origin: run.origin },
  })

interface Imported {
  readonly createdCount: number
  readonly updatedCount: number
  readonly skippedCount: number
  readonly errorCount: number
  readonly newCategories: readonly string[]
  readonly errors: readonly object[]
}

async function importTable(content: string | Buffer, mode: string, { format = 'csv', same = 'update' } = {}) {
  const answer = await fetch(`${run.origin}/api/knowledge/import/${format}/${mode}/${same}`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(content)),
    headers: {
      cookie,
      origin: run.origin,
      'idempotency-key': randomUUID(),
      'content-type': 'application/octet-stream',
    },
  })
  return { status: answer.status, json: (await answer.json()) as Imported & { error?: { code: string } } }
}

const count = async (query = '') =>
  ((await run.http(`/api/knowledge/entries?${query}`, { cookie })).json as { totalCount: number }).totalCount

describe('MGT-13: knowledge as a table', () => {
  const good =
    '问题,分类,关键字,答案,状态,公开\n窗帘能定做吗,软装 / 窗帘,"窗帘,定做",可以，三天出图。,启用,是\n'.replace(
      '，',
      '、',
    )

  it('says what a table would do, and then does it', async () => {
    const before = await count()
    const checked = await importTable(good, 'check')
    expect(checked.json).toMatchObject({ createdCount: 1, errorCount: 0, newCategories: ['软装', '软装 / 窗帘'] })
    expect(await count()).toBe(before)
    expect((await importTable(good, 'all')).json).toMatchObject({ createdCount: 1 })
    expect(await count()).toBe(before + 1)
    expect((await importTable(good, 'all')).json).toMatchObject({ createdCount: 0, updatedCount: 0, skippedCount: 1 })
    const changed = good.replace('三天', '五天')
    expect((await importTable(changed, 'all', { same: 'skip' })).json).toMatchObject({ skippedCount: 1 })
    expect((await importTable(changed, 'all')).json).toMatchObject({ updatedCount: 1 })
  })

  it('names each bad line, and imports nothing half unless it is told to', async () => {
    const before = await count()
    const table = `问题,答案,状态\n${'长'.repeat(201)},太长了,启用\n没有答案,,启用\n地毯怎么洗,送洗。,也许\n靠垫能拆吗,能。,启用\n靠垫能拆吗,能。,启用\n`
    const checked = await importTable(table, 'check')
    expect(checked.json.errors).toEqual([
      { line: 2, field: 'question', reason: 'too_long' },
      { line: 3, field: 'answer', reason: 'missing' },
      { line: 4, field: 'status', reason: 'not_a_choice' },
      { line: 6, field: 'question', reason: 'twice_in_file' },
    ])
    const refused = await importTable(table, 'all')
    expect([refused.status, refused.json.error?.code]).toEqual([409, 'import_rows_refused'])
    expect(await count()).toBe(before)
    expect((await importTable(table, 'good')).json).toMatchObject({ createdCount: 1, errorCount: 4 })
    expect(await count()).toBe(before + 1)
  })

  it('refuses what is no table, or lacks a column, and reads GB 18030', async () => {
    for (const [content, format] of [
      ['问题\n只有一列\n', 'csv'],
      ['', 'csv'],
      ['not a workbook', 'xlsx'],
    ] as const) {
      expect((await importTable(content, 'check', { format })).json.error?.code).toBe('import_file_unreadable')
    }
    // 问题,答案 / 甲,乙
    const gb = Buffer.from([
      0xce, 0xca, 0xcc, 0xe2, 0x2c, 0xb4, 0xf0, 0xb0, 0xb8, 0x0a, 0xbc, 0xd7, 0x2c, 0xd2, 0xd2, 0x0a,
    ])
    expect((await importTable(gb, 'check')).json).toMatchObject({ createdCount: 1, errorCount: 0 })
  })

  it('exports what is selected, in both formats, so that it can be imported again unchanged', async () => {
    await importTable('问题,答案\n"=1+1 等于几","-2"\n', 'all')
    const csv = await run.http('/api/knowledge/export?format=csv', { cookie })
    expect(csv.headers.get('content-disposition')).toContain('knowledge.csv')
    expect(csv.text).toContain("'=1+1 等于几")
    const again = await importTable(csv.text, 'check')
    expect(again.json).toMatchObject({ createdCount: 0, updatedCount: 0, errorCount: 0, skippedCount: await count() })
    const selected = await run.http('/api/knowledge/export?format=csv&visibility=internal', { cookie })
    expect(selected.text.trim().split('\n').length).toBeLessThan(csv.text.trim().split('\n').length)
    const xlsx = await fetch(`${run.origin}/api/knowledge/export?format=xlsx`, { headers: { cookie } })
    const content = Buffer.from(await xlsx.arrayBuffer())
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(content as unknown as ArrayBuffer)
    expect(workbook.worksheets[0]?.rowCount).toBe((await count()) + 1)
    expect((await importTable(content, 'check', { format: 'xlsx' })).json).toMatchObject({
      createdCount: 0,
      updatedCount: 0,
      errorCount: 0,
    })
  })

  it('is for those who manage knowledge, and exports nobody else’s', async () => {
    const agent = await run.signIn(0, 1)
    expect((await run.http('/api/knowledge/export?format=csv', { cookie: agent })).status).toBe(403)
    expect((await run.http('/api/knowledge/export?format=csv')).status).toBe(401)
    const { status } = await fetch(`${run.origin}/api/knowledge/import/csv/all/update`, {
      method: 'POST',
      body: good,
      headers: { cookie: agent, origin: run.origin, 'idempotency-key': randomUUID(), 'content-type': 'text/csv' },
    })
    expect(status).toBe(403)
    expect((await run.http('/api/knowledge/export?format=csv', { cookie })).text).not.toContain('岩茶')
  })
})
