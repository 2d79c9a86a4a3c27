import { operations, type PhraseCategoryView, type PhraseView } from '@keqiao/contract'
import type { FileId, MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

let shop: Shop
let home: Merchant
let boss: MemberActor
let agent: MemberActor

beforeAll(async () => {
  shop = await openShop()
})

beforeEach(async () => {
  home = await shop.merchant()
  boss = await home.agent({ role: 'administrator', status: 'away', connected: false })
  agent = await home.agent()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { create, update, remove, move, list, categories, createCategory, updateCategory, removeCategory } =
  operations.phrase
const { importCsv, exportCsv } = operations.phrase
type Listed = { phrases: PhraseView[]; count: number }
type Book = { categories: PhraseCategoryView[]; keyed: PhraseView[] }
type Imported = { importedCount: number; problems: { line: number; problem: string; value: string }[] }

const fields = (more: Record<string, unknown> = {}) => ({ categoryId: null, title: '问候', text: '您好', ...more })
const add = async (actor: MemberActor, more: Record<string, unknown> = {}) =>
  (await shop.result<{ phrase: PhraseView }>(actor, create, { scope: 'public', ...fields(more) })).phrase
const addCategory = async (actor: MemberActor, name: string, more: Record<string, unknown> = {}) =>
  (await shop.result<{ category: PhraseCategoryView }>(actor, createCategory, { scope: 'public', name, ...more }))
    .category
const titles = async (actor: MemberActor, question: Record<string, unknown> = {}) =>
  (await shop.result<Listed>(actor, list, question)).phrases.map(({ title }) => title)

describe('MGT-11 phrases', () => {
  it('CON-15: the administrator makes those everybody may use; an agent makes his own, which nobody else sees', async () => {
    await add(boss, { title: '公用退货', code: '/TH', hotKey: 'Alt+4' })
    const own = await add(agent, { scope: 'own', title: '我的问候' })
    const other = await home.agent()
    expect(await titles(agent)).toEqual(expect.arrayContaining(['公用退货', '我的问候']))
    expect(await titles(other)).toEqual(['公用退货'])
    expect(await titles(boss, { scope: 'own' })).toEqual([])
    expect(await shop.refusal(agent, create, { scope: 'public', ...fields() })).toBe('forbidden')
    const change = { phraseId: own.id, version: own.version, ...fields() }
    expect(await shop.refusal(boss, update, change)).toBe('not_found')
    expect(await shop.refusal(other, remove, { phraseId: own.id })).toBe('not_found')
    const { keyed } = await shop.result<Book>(other, categories, {})
    expect(keyed.map(({ hotKey, code }) => [hotKey, code])).toEqual([['Alt+4', 'th']])
  })

  it('tells whose code or key it is, in the same library only, and changes nothing then', async () => {
    const first = await add(boss, { title: '甲', code: 'th', hotKey: 'Alt+5' })
    const answer = await shop.call(boss, create, { scope: 'public', ...fields({ title: '乙', code: 'TH' }) })
    expect(answer).toMatchObject({
      ok: false,
      refusal: { error: { code: 'phrase_code_taken', data: { title: '甲' } } },
    })
    const second = await add(boss, { title: '乙' })
    const change = { phraseId: second.id, version: second.version, ...fields({ title: '丙', hotKey: 'Alt+5' }) }
    expect(await shop.refusal(boss, update, change)).toBe('phrase_key_taken')
    expect(await titles(boss)).toEqual(['甲', '乙'])
    await add(agent, { scope: 'own', code: 'th', hotKey: 'Alt+5' })
    const same = { phraseId: first.id, version: first.version, ...fields({ title: '甲', code: 'th', hotKey: 'Alt+5' }) }
    expect(await shop.result<{ phrase: PhraseView }>(boss, update, same)).toMatchObject({ phrase: { version: 2 } })
    expect(await shop.refusal(boss, update, same)).toBe('phrase_changed')
  })

  it('is found by every word, by code first, and in both scripts', async () => {
    await add(boss, { title: '快递退货', text: '请在七天内寄回' })
    await add(boss, { title: '退款时间', text: '退货后一个工作日', code: 'tk' })
    await add(boss, { title: '开发票', text: '电子发票', code: 'fp' })
    expect(await titles(agent, { q: '退貨' })).toEqual(['快递退货', '退款时间'])
    expect(await titles(agent, { q: '退货 工作日' })).toEqual(['退款时间'])
    expect(await titles(agent, { q: '/tk' })).toEqual(['退款时间'])
    expect(await titles(agent, { q: '100%' })).toEqual([])
    const page = await shop.result<Listed>(agent, list, { sort: 'title', order: 'desc', limit: 1, page: 2 })
    expect([page.count, page.phrases.length]).toEqual([3, 1])
  })

  it('sorts by each column on the server', async () => {
    const category = await addCategory(boss, '售后')
    await add(boss, { title: 'b', code: 'x', hotKey: 'Alt+6' })
    await add(boss, { title: 'a', code: 'y', categoryId: category.id })
    for (const [sort, first] of [
      ['title', 'a'],
      ['code', 'b'],
      ['hotKey', 'b'],
      ['category', 'a'],
      ['updatedAt', 'b'],
      ['position', 'a'],
    ] as const) {
      expect([sort, (await titles(boss, { sort }))[0]]).toEqual([sort, first])
    }
  })

  it('keeps the order it is given', async () => {
    const [one, two, three] = [
      await add(boss, { title: '一' }),
      await add(boss, { title: '二' }),
      await add(boss, { title: '三' }),
    ]
    await shop.result(boss, move, { phraseId: three.id, beforeId: one.id })
    expect(await titles(agent)).toEqual(['三', '一', '二'])
    await shop.result(boss, move, { phraseId: three.id, beforeId: null })
    await shop.result(boss, remove, { phraseId: two.id })
    expect(await titles(agent)).toEqual(['一', '三'])
    expect(await shop.refusal(agent, move, { phraseId: one.id, beforeId: null })).toBe('forbidden')
    const changes = shop.heard.filter(({ tenantId, type }) => tenantId === home.tenantId && type === 'phrases.changed')
    expect(changes.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('MGT-10 categories', () => {
  it('have two levels; what is filed under the lower one is found under the upper', async () => {
    const above = await addCategory(boss, '售后')
    const below = await addCategory(boss, '退货', { parentId: above.id })
    expect(await shop.refusal(boss, createCategory, { scope: 'public', name: '三', parentId: below.id })).toBe(
      'phrase_category_unknown',
    )
    expect(await shop.refusal(boss, createCategory, { scope: 'public', name: '售后' })).toBe('phrase_category_taken')
    expect(await shop.refusal(agent, createCategory, { scope: 'public', name: '我' })).toBe('forbidden')
    await add(boss, { title: '怎么退', categoryId: below.id })
    await add(boss, { title: '无类' })
    expect(await titles(agent, { categoryId: above.id })).toEqual(['怎么退'])
    expect(await titles(agent, { categoryId: 'none' })).toEqual(['无类'])
    expect((await shop.result<Listed>(agent, list, { q: '怎么退' })).phrases[0]?.category).toBe('售后 / 退货')
    expect(await shop.refusal(agent, create, { scope: 'own', ...fields({ categoryId: above.id }) })).toBe(
      'phrase_category_unknown',
    )
    await shop.result(boss, updateCategory, { categoryId: below.id, name: '退换' })
    expect(await shop.result(boss, removeCategory, { categoryId: above.id })).toEqual({ freedCount: 1 })
    expect((await shop.result<Book>(agent, categories, {})).categories).toEqual([])
    expect(await titles(agent, { categoryId: 'none' })).toEqual(['怎么退', '无类'])
  })

  it('are placed before each other', async () => {
    const first = await addCategory(boss, '甲')
    const second = await addCategory(boss, '乙')
    await shop.result(boss, updateCategory, { categoryId: second.id, name: '乙', beforeId: first.id })
    const { categories: all } = await shop.result<Book>(agent, categories, {})
    expect(all.map(({ name }) => name)).toEqual(['乙', '甲'])
  })
})

describe('CSV', () => {
  it('tells of each line what is wrong with it, and takes the others', async () => {
    await add(boss, { title: '旧的', code: 'old' })
    const csv = [
      '分类,标题,内容,快捷编码,快捷键',
      '售后 / 退货,退货,"第一行\n第二行",th,Alt+4',
      ',,没有标题,,',
      ',没有内容,,,',
      'a/b/c,深,三层,,',
      ',编码,长,这个编码实在是太长了不能用啊,',
      ',编码,重,old,',
      ',键,坏,,Ctrl+1',
      ',键,重,,alt + 4',
      '售后/退货,退货,重复,,',
      ",公式,'=1+1,,",
    ].join('\n')
    const { importedCount, problems } = await shop.result<Imported>(boss, importCsv, {
      scope: 'public',
      csv,
      firstLine: 2,
    })
    expect(importedCount).toBe(2)
    expect(problems.map(({ line, problem }) => [line, problem])).toEqual([
      [4, 'title'],
      [5, 'text'],
      [6, 'category'],
      [7, 'code'],
      [8, 'code-taken'],
      [9, 'key'],
      [10, 'key-taken'],
      [11, 'duplicate'],
    ])
    const { phrases } = await shop.result<Listed>(agent, list, { q: '公式' })
    expect(phrases[0]?.text).toBe('=1+1')
    expect(await shop.refusal(agent, importCsv, { scope: 'public', csv })).toBe('forbidden')
    const wrong = await shop.result<Imported>(agent, importCsv, { scope: 'own', csv: 'a,b\n1,2' })
    expect(wrong).toEqual({ importedCount: 0, problems: [{ line: 1, problem: 'columns', value: 'a, b' }] })
  })

  it('goes out and comes back the same', async () => {
    const category = await addCategory(boss, '售后')
    await add(boss, { title: '退货', text: '他说："好"\n谢谢', categoryId: category.id, code: 'th', hotKey: 'Alt+7' })
    await add(boss, { title: '=公式', text: '+86 10' })
    const { csv, more } = await shop.result<{ csv: string; more: boolean }>(agent, exportCsv, { scope: 'public' })
    expect([csv.charCodeAt(0), more]).toEqual([0xfeff, false])
    const other = await shop.merchant()
    const chief = await other.agent({ role: 'administrator' })
    expect(await shop.result(chief, importCsv, { scope: 'public', csv })).toEqual({ importedCount: 2, problems: [] })
    const kept = ({ title, text, category: path, code, hotKey }: PhraseView) => ({ title, text, path, code, hotKey })
    const [before, after] = [await shop.result<Listed>(boss, list, {}), await shop.result<Listed>(chief, list, {})]
    expect(after.phrases.map(kept)).toEqual(before.phrases.map(kept))
  })
})

it('CON-14: a message counts the phrases it was made of, once however often it is repeated, and tells nobody', async () => {
  const phrase = await add(boss, { title: '问候' })
  const foreign = await add(await home.agent(), { scope: 'own', title: '别人的' })
  const { visitor, conversationId } = await home.waiting()
  await shop.result(agent, operations.conversation.claim, { conversationId })
  const body = { kind: 'text', text: '您好', phraseIds: [phrase.id, foreign.id] }
  const key = crypto.randomUUID()
  const first = await shop.result(agent, operations.conversation.sendMessage, { conversationId, body }, key)
  expect(await shop.result(agent, operations.conversation.sendMessage, { conversationId, body }, key)).toEqual(first)
  await shop.result(visitor, operations.conversation.sendMessage, { conversationId, body })
  const { phrases } = await shop.result<Listed>(boss, list, {})
  expect(phrases.map(({ usedCount }) => usedCount)).toEqual([1])
  const said = shop.heard.filter(({ type, streamId }) => type === 'message.sent' && streamId === conversationId)
  expect(said.map(({ payload }) => (payload as { body: object }).body)).toEqual([
    { kind: 'text', text: '您好' },
    { kind: 'text', text: '您好' },
  ])
})

it('MGT-11: a file is uploaded once, and goes out with the phrase of whoever uses it', async () => {
  const upload = async (by: MemberActor) => {
    const id = newId<FileId>()
    await shop.database.doors.withSystem('test', (tx) =>
      tx.rows(
        `insert into files (tenant_id, id, actor_kind, actor_id, name, mime, size, width, height, sha256, storage_key)
         values ($1, $2, 'member', $3, '尺寸.png', 'image/png', 9, 4, 3, '', '')`,
        [home.tenantId, id, by.id],
      ),
    )
    return id
  }
  const [mine, others] = [await upload(boss), await upload(agent)]
  expect(await shop.refusal(boss, create, { scope: 'public', ...fields({ fileIds: [others] }) })).toBe(
    'phrase_file_unknown',
  )
  const { conversationId } = await home.waiting()
  await shop.result(agent, operations.conversation.claim, { conversationId })
  const said = { conversationId, body: { kind: 'image', fileId: mine } }
  expect(await shop.refusal(agent, operations.conversation.sendMessage, said)).toBe('not_found')
  const phrase = await add(boss, { text: '', fileIds: [mine] })
  expect(phrase.files).toEqual([
    { id: mine, name: '尺寸.png', mime: 'image/png', size: 9, width: 4, height: 3, url: `/files/${mine}` },
  ])
  await shop.result(agent, operations.conversation.sendMessage, said)
  const sent = shop.heard.filter(({ type, streamId }) => type === 'message.sent' && streamId === conversationId)
  expect(sent).toMatchObject([{ payload: { body: { kind: 'image', fileId: mine, name: '尺寸.png' } } }])
  expect(await shop.refusal(boss, create, { scope: 'public', ...fields({ text: ' ' }) })).toBe('input_invalid')
})
