import { randomUUID } from 'node:crypto'
import type { Merchant, Shop } from './shop'
import { thingsOf } from './things-of-a-merchant'

/** Walks of the operations on the knowledge base. */
export function knowledgeWalks(shop: () => Shop, home: () => Merchant) {
  const agent = () => home().agent({ role: 'administrator' })
  const staffAsks = (input: Record<string, unknown>) => async () => ({ actor: await agent(), input })
  const { aboutCategory, aboutEntry, entry } = thingsOf(shop, home)

  return {
    'knowledge.search': { arrange: staffAsks({ text: '沙发' }) },
    'knowledge.extract': { arrange: staffAsks({ text: '沙发能退吗' }) },
    'knowledge.use': { arrange: () => aboutEntry(), names: 'entryId' },
    'knowledge.list': { arrange: staffAsks({}) },
    'knowledge.get': { arrange: () => aboutEntry(), names: 'entryId' },
    'knowledge.similar': { arrange: staffAsks({ question: '沙发可以拆洗吗' }) },
    'knowledge.preview': { arrange: staffAsks({ article: '# 拆洗' }) },
    'knowledge.create': { arrange: staffAsks({ content: { question: '怎么拆洗', answer: { text: '拉开拉链。' } } }) },
    'knowledge.update': {
      arrange: () =>
        aboutEntry(({ version }) => ({ version, content: { question: '怎么洗', answer: { text: '送洗衣店。' } } })),
      names: 'entryId',
    },
    'knowledge.change': {
      arrange: async () => ({ actor: await agent(), input: { entryIds: [(await entry()).id], active: false } }),
    },
    'knowledge.remove': {
      arrange: async () => ({ actor: await agent(), input: { entryIds: [(await entry()).id] } }),
    },
    'knowledge.versions': { arrange: () => aboutEntry(), names: 'entryId' },
    'knowledge.restore': {
      arrange: () => aboutEntry(({ version }) => ({ version, restore: version })),
      names: 'entryId',
    },
    'knowledge.categories': { arrange: staffAsks({}) },
    'knowledge.createCategory': {
      arrange: async () => ({ actor: await agent(), input: { name: randomUUID() } }),
    },
    'knowledge.updateCategory': { arrange: () => aboutCategory({ name: randomUUID() }), names: 'categoryId' },
    'knowledge.removeCategory': { arrange: () => aboutCategory(), names: 'categoryId' },
    'knowledge.faq': { arrange: async () => ({ actor: await home().visitor(), input: {} }) },
    'knowledge.faqEntry': {
      arrange: async () => ({ actor: await home().visitor(), input: { entryId: (await entry()).id } }),
    },
    'knowledge.rate': {
      arrange: async () => ({ actor: await home().visitor(), input: { entryId: (await entry()).id, helpful: true } }),
    },
  }
}
