import { operations, type ChannelView } from '@keqiao/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { hasFaq } from '.'

let shop: Shop
let home: Merchant

beforeAll(async () => {
  shop = await openShop()
  home = await shop.merchant()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { knowledge, channel } = operations

it('VIS-07: a channel shows what is public, of one category where it says so, and nothing where there is nothing', async () => {
  const boss = await home.agent({ role: 'administrator' })
  const visitor = await home.visitor()
  const anything = (categoryId: string | null) =>
    shop.services.doors.withTenant(home.tenantId, (tx) => hasFaq(tx, home.tenantId, categoryId as never))
  const category = async (name: string, parentId?: string) =>
    (
      await shop.result<{ category: { id: string } }>(boss, knowledge.createCategory, {
        name,
        ...(parentId !== undefined && { parentId }),
      })
    ).category.id
  const entry = (question: string, categoryId: string, isPublic: boolean) =>
    shop.result(boss, knowledge.create, {
      content: { question, categoryId, answer: { text: '可以。' }, public: isPublic },
    })
  const delivery = await category('送装')
  const upstairs = await category('上楼', delivery)
  const returns = await category('退换')
  await entry('内部口径是什么', returns, false)
  expect(await anything(null)).toBe(false)
  await entry('老房子能上楼吗', upstairs, true)
  await entry('送装要钱吗', delivery, true)
  await entry('七天可以退吗', returns, true)
  expect(await anything(null)).toBe(true)
  const internal = await category('内部')
  await entry('给同事看的', internal, false)
  expect(await anything(internal)).toBe(false)
  expect(await anything(delivery)).toBe(true)

  const questions = async (text = '') => {
    const { categories } = await shop.result<{ categories: { name: string; entries: { question: string }[] }[] }>(
      visitor,
      knowledge.faq,
      { text },
    )
    return categories.flatMap(({ name, entries }) => entries.map(({ question }) => `${name}: ${question}`)).toSorted()
  }
  expect(await questions()).toEqual(['退换: 七天可以退吗', '送装: 老房子能上楼吗', '送装: 送装要钱吗'])
  const { channels } = await shop.result<{ channels: ChannelView[] }>(boss, channel.list, {})
  const [first] = channels
  if (!first) throw new Error('no channel')
  expect(first.settings.faq).toEqual({ shown: false, categoryId: null })
  const { color, greeting, notice, draftPreview, showVisitors } = first.settings
  await shop.result(boss, channel.update, {
    channelId: first.id,
    version: first.version,
    settings: { color, greeting, notice, draftPreview, showVisitors, faq: { shown: true, categoryId: delivery } },
  })
  expect(await questions()).toEqual(['送装: 老房子能上楼吗', '送装: 送装要钱吗'])
  // Who looks for something finds it wherever it is.
  expect(await questions('七天退')).toContain(': 七天可以退吗')
})
