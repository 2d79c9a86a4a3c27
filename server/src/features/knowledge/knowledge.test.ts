import { randomUUID } from 'node:crypto'
import { operations, type KnowledgeEntryView, type KnowledgeHitView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'

const { knowledge } = operations

let shop: Shop
let home: Merchant
let chief: MemberActor

beforeAll(async () => {
  shop = await openShop()
  home = await shop.merchant()
  chief = await home.agent({ role: 'administrator' })
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

interface Words {
  readonly question: string
  readonly answer?: string
  readonly [field: string]: unknown
}

const contentOf = ({ answer = '见详情页。', ...content }: Words) => ({ ...content, answer: { text: answer } })

async function add(words: Words, actor = chief): Promise<KnowledgeEntryView> {
  const input = { content: contentOf(words) }
  return (await shop.result<{ entry: KnowledgeEntryView }>(actor, knowledge.create, input)).entry
}

async function found(text: string, actor = chief): Promise<KnowledgeHitView[]> {
  return (await shop.result<{ hits: KnowledgeHitView[] }>(actor, knowledge.search, { text })).hits
}

const questions = (hits: readonly { question: string }[]) => hits.map(({ question }) => question)

it('CON-16: finds an entry by its words, by 繁體, by 拼音, by initials and with a wrong character', async () => {
  await add({ question: '可以退货吗', keywords: ['退货', '七天无理由'], answer: '签收后七天内可以退货。' })
  await add({ question: '什么时候发货', keywords: ['发货'], answer: '付款后四十八小时内发货。' })
  await add({ question: '怎么开发票', keywords: ['发票'], answer: '下单时勾选发票即可。' })
  for (const asked of [
    '退货',
    '能退货么',
    '可以退貨嗎',
    'tuihuo',
    'ke yi tui huo ma',
    'kythm',
    '可以推货吗',
    '退 货',
  ]) {
    expect(questions(await found(asked))[0], asked).toBe('可以退货吗')
  }
  const [first] = await found('退貨')
  expect(first?.marks.question).toEqual([{ offset: 2, length: 2 }])
  expect(await found('宇宙飞船')).toEqual([])
})

it('CON-16: puts the question before the keyword and the keyword before the answer', async () => {
  const merchant = await shop.merchant()
  const actor = await merchant.agent({ role: 'administrator' })
  await add({ question: '付款方式有哪些', answer: '也可以凭会员卡付款。' }, actor)
  await add({ question: '积分怎么用', keywords: ['会员卡'] }, actor)
  await add({ question: '会员卡怎么办理' }, actor)
  expect(questions(await found('会员卡', actor))).toEqual(['会员卡怎么办理', '积分怎么用', '付款方式有哪些'])
})

it('MGT-13: what is 停用 is not found, not extracted and not public; 启用 brings it back', async () => {
  const entry = await add({ question: '茶几能承重多少', keywords: ['承重'], public: true })
  const visitor = await home.visitor()
  const states = async () => [
    (await found('茶几承重')).some(({ id }) => id === entry.id),
    (await shop.result<{ keywords: unknown[] }>(chief, knowledge.extract, { text: '承重' })).keywords.length > 0,
    (await shop.call(visitor, knowledge.faqEntry, { entryId: entry.id })).ok,
  ]
  expect(await states()).toEqual([true, true, true])
  await shop.result(chief, knowledge.change, { entryIds: [entry.id], active: false })
  expect(await states()).toEqual([false, false, false])
  const listed = { text: '茶几承重', status: 'inactive' }
  const { entries } = await shop.result<{ entries: { id: string }[] }>(chief, knowledge.list, listed)
  expect(entries.map(({ id }) => id)).toEqual([entry.id])
  await shop.result(chief, knowledge.change, { entryIds: [entry.id], active: true })
  expect(await states()).toEqual([true, true, true])
})

it('CON-17: takes the keywords out of what a customer said, the longer of two, in his order', async () => {
  await add({ question: '床垫多厚', keywords: ['床垫', '乳胶床垫', 'App'] })
  const text = '你们的乳膠床墊和床垫怎么选？APP上没有写，apple 也没有'
  const { keywords } = await shop.result<{ keywords: object[] }>(chief, knowledge.extract, { text })
  expect(keywords).toEqual([
    { keyword: '乳膠床墊', offset: 3, length: 4 },
    { keyword: '床垫', offset: 8, length: 2 },
    { keyword: 'APP', offset: 14, length: 3 },
  ])
})

it('CON-18: counts how often an answer was put into an input', async () => {
  const entry = await add({ question: '衣柜有几个门' })
  await shop.result(await home.agent(), knowledge.use, { entryId: entry.id })
  await shop.result(chief, knowledge.use, { entryId: entry.id })
  const got = await shop.result<{ entry: KnowledgeEntryView }>(chief, knowledge.get, { entryId: entry.id })
  expect(got.entry).toMatchObject({ usedCount: 2, version: 1 })
})

it('KNB-01: each save is a version that says who, when and what, and can be brought back', async () => {
  const entry = await add({ question: '书架怎么安装', answer: '按说明书。' })
  const content = contentOf({ question: '书架怎么装', answer: '两个人一起装。', keywords: ['安装'] })
  await shop.result(chief, knowledge.update, { entryId: entry.id, version: 1, content })
  expect(await shop.refusal(chief, knowledge.update, { entryId: entry.id, version: 1, content })).toBe(
    'knowledge_changed',
  )
  const saved = shop.heard.filter(({ type }) => type === 'knowledge.saved').at(-1)
  expect(saved?.payload).toMatchObject({ version: 2, fields: ['question', 'keywords', 'answer'] })
  await shop.result(chief, knowledge.restore, { entryId: entry.id, version: 2, restore: 1 })
  const { versions } = await shop.result<{ versions: object[] }>(chief, knowledge.versions, { entryId: entry.id })
  expect(versions).toMatchObject([
    { version: 3, restoredFrom: 1, savedBy: chief.name, content: { question: '书架怎么安装', keywords: [] } },
    { version: 2, restoredFrom: null, content: { answer: { text: '两个人一起装。' } } },
    { version: 1, restoredFrom: null, content: { answer: { text: '按说明书。' } } },
  ])
  expect(questions(await found('书架安装'))[0]).toBe('书架怎么安装')
})

it('MGT-13: warns of an entry that asks nearly the same, and of no other', async () => {
  await add({ question: '沙发套可以拆下来洗吗' })
  const warned = async (question: string) => {
    const answer = await shop.result<{ entries: { question: string }[] }>(chief, knowledge.similar, { question })
    return questions(answer.entries)
  }
  expect(await warned('沙发套可以拆洗吗')).toContain('沙发套可以拆下来洗吗')
  expect(await warned('餐桌有圆的吗')).toEqual([])
})

async function category(name: string, parentId: string | null = null): Promise<string> {
  const made = await shop.result<{ category: { id: string } }>(chief, knowledge.createCategory, { name, parentId })
  return made.category.id
}

it('MGT-12: adds, renames, moves and removes categories, and keeps what is in use', async () => {
  const service = await category('售后')
  const returns = await category('退换', service)
  const inside = await add({ question: '换货运费谁出', categoryId: returns })
  const refused = (operation: Parameters<Shop['refusal']>[1], input: object) => shop.refusal(chief, operation, input)
  expect(await refused(knowledge.createCategory, { name: '退换', parentId: service })).toBe(
    'knowledge_category_name_taken',
  )
  expect(await refused(knowledge.updateCategory, { categoryId: service, parentId: returns })).toBe(
    'knowledge_category_too_deep',
  )
  expect(await refused(knowledge.removeCategory, { categoryId: returns })).toBe('knowledge_category_in_use')
  await shop.result(chief, knowledge.updateCategory, { categoryId: returns, name: '退货与换货' })
  const below = await shop.result<{ totalCount: number }>(chief, knowledge.list, { categoryId: service })
  expect(below.totalCount).toBe(1)
  await shop.result(chief, knowledge.remove, { entryIds: [inside.id] })
  expect(await shop.refusal(chief, knowledge.get, { entryId: inside.id })).toBe('not_found')
  await shop.result(chief, knowledge.removeCategory, { categoryId: returns })
  expect(await refused(knowledge.create, { content: contentOf({ question: '还在吗', categoryId: returns }) })).toBe(
    'knowledge_category_unknown',
  )
})

it('MGT-12: keeps the order that was given, and a depth that can be drawn', async () => {
  const top = await category(randomUUID())
  const [one, two, three] = [await category('一', top), await category('二', top), await category('三', top)]
  await shop.result(chief, knowledge.updateCategory, { categoryId: three, position: 0 })
  const { categories } = await shop.result<{ categories: { id: string; parentId: string | null }[] }>(
    chief,
    knowledge.categories,
    {},
  )
  expect(categories.filter(({ parentId }) => parentId === top).map(({ id }) => id)).toEqual([three, one, two])
  const deep = await category('四', await category('更深', one))
  expect(await shop.refusal(chief, knowledge.createCategory, { name: '五', parentId: deep })).toBe(
    'knowledge_category_too_deep',
  )
})

it('sorts and pages the list on the server', async () => {
  const merchant = await shop.merchant()
  const actor = await merchant.agent({ role: 'administrator' })
  for (const question of ['b', 'c', 'a']) await add({ question, public: question === 'c' }, actor)
  const page = async (input: object) =>
    questions((await shop.result<{ entries: { question: string }[] }>(actor, knowledge.list, input)).entries)
  expect(await page({ sort: 'question', direction: 'asc', pageSize: 2 })).toEqual(['a', 'b'])
  expect(await page({ sort: 'question', direction: 'asc', pageSize: 2, page: 2 })).toEqual(['c'])
  for (const sort of ['category', 'status', 'visibility', 'used', 'read', 'helpful', 'changedAt', 'changedBy']) {
    expect((await page({ sort })).toSorted()).toEqual(['a', 'b', 'c'])
  }
  expect(await page({ visibility: 'public' })).toEqual(['c'])
  expect(await page({ categoryId: 'none' })).toHaveLength(3)
})

it('VIS-07: shows visitors the public entries of their merchant alone, and counts each opinion once', async () => {
  const merchant = await shop.merchant()
  const actor = await merchant.agent({ role: 'administrator' })
  const shown = await add({ question: '支持货到付款吗', public: true, article: '# 付款' }, actor)
  const hidden = await add({ question: '底价是多少', public: false }, actor)
  const [visitor, other] = [await merchant.visitor(), await merchant.visitor()]
  const faq = async (text: string) => {
    const answer = await shop.result<{ categories: { entries: { question: string }[] }[] }>(visitor, knowledge.faq, {
      text,
    })
    return answer.categories.flatMap(({ entries }) => questions(entries))
  }
  expect(await faq('')).toEqual(['支持货到付款吗'])
  expect(await faq('底价')).toEqual([])
  expect(await faq('付款')).toEqual(['支持货到付款吗'])
  for (const entryId of [hidden.id, (await add({ question: '别家的', public: true })).id]) {
    expect(await shop.refusal(visitor, knowledge.faqEntry, { entryId })).toBe('not_found')
    expect(await shop.refusal(visitor, knowledge.rate, { entryId, helpful: true })).toBe('not_found')
  }
  await shop.result(visitor, knowledge.faqEntry, { entryId: shown.id })
  await shop.result(visitor, knowledge.rate, { entryId: shown.id, helpful: false })
  await shop.result(visitor, knowledge.rate, { entryId: shown.id, helpful: true })
  await shop.result(other, knowledge.rate, { entryId: shown.id, helpful: false })
  const got = await shop.result<{ entry: object }>(actor, knowledge.get, { entryId: shown.id })
  expect(got.entry).toMatchObject({ readCount: 1, helpfulCount: 1, unhelpfulCount: 1 })
})

it('finds nothing of another merchant, whatever is asked', async () => {
  const foreign = await shop.merchant()
  const stranger = await foreign.agent({ role: 'administrator' })
  await add({ question: '独家配方是什么', keywords: ['配方'] })
  expect(await found('独家配方', stranger)).toEqual([])
  expect(await shop.result(stranger, knowledge.extract, { text: '配方' })).toEqual({ keywords: [] })
  expect(await shop.result(stranger, knowledge.list, { text: '独家配方' })).toEqual({ entries: [], totalCount: 0 })
})
