import { randomUUID } from 'node:crypto'
import { operations, type PhraseView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import type { Person } from '../platform/operations'
import type { Merchant, Shop } from './shop'

interface Arranged {
  readonly actor: Person
  readonly input: Record<string, unknown>
}

interface WalkedBy {
  shop(): Shop
  home(): Merchant
  /** An administrator. */
  agent(): Promise<MemberActor>
  /** An agent with a dialogue of his. */
  held(): Promise<Arranged>
}

/** How the operations of phrases, broadcasts and consults are walked; see every-operation.test.ts. */
export function staffWalks(by: WalkedBy): Record<string, { arrange(): Promise<Arranged>; readonly names?: string }> {
  const made = arrangements(by)
  return { ...phraseWalks(by, made), ...noticeWalks(by, made) }
}

function arrangements(by: WalkedBy) {
  const phraseInput = () => ({ scope: 'public', categoryId: null, title: randomUUID(), text: '您好，{访客昵称}' })

  async function onePhrase() {
    const actor = await by.agent()
    const { phrase } = await by.shop().result<{ phrase: PhraseView }>(actor, operations.phrase.create, phraseInput())
    return { actor, phrase }
  }

  async function oneCategory() {
    const actor = await by.agent()
    const input = { scope: 'public', name: randomUUID().slice(0, 20) }
    const created = await by.shop().result<{ category: { id: string } }>(actor, operations.phrase.createCategory, input)
    return { actor, categoryId: created.category.id }
  }

  async function oneBroadcast() {
    const [actor, reader] = [await by.agent(), await by.home().agent()]
    const input = { text: '今天十点开会', to: { kind: 'some', memberIds: [reader.id] } }
    const sent = await by.shop().result<{ broadcast: { id: string } }>(actor, operations.broadcast.send, input)
    return { actor, reader, input: { broadcastId: sent.broadcast.id } }
  }

  return { phraseInput, onePhrase, oneCategory, oneBroadcast }
}

type Made = ReturnType<typeof arrangements>
type Walks = ReturnType<typeof staffWalks>

const phraseWalks = (by: WalkedBy, made: Made): Walks => ({
  'phrase.list': { arrange: async () => ({ actor: await by.home().agent(), input: {} }) },
  'phrase.categories': { arrange: async () => ({ actor: await by.home().agent(), input: {} }) },
  'phrase.create': { arrange: async () => ({ actor: await by.agent(), input: made.phraseInput() }) },
  'phrase.update': {
    arrange: async () => {
      const { actor, phrase } = await made.onePhrase()
      const { scope: _scope, ...fields } = made.phraseInput()
      return { actor, input: { ...fields, phraseId: phrase.id, version: phrase.version } }
    },
    names: 'phraseId',
  },
  'phrase.move': {
    arrange: async () => {
      const { actor, phrase } = await made.onePhrase()
      return { actor, input: { phraseId: phrase.id, beforeId: null } }
    },
    names: 'phraseId',
  },
  'phrase.remove': {
    arrange: async () => {
      const { actor, phrase } = await made.onePhrase()
      return { actor, input: { phraseId: phrase.id } }
    },
    names: 'phraseId',
  },
  'phrase.createCategory': {
    arrange: async () => ({ actor: await by.agent(), input: { scope: 'public', name: randomUUID().slice(0, 20) } }),
  },
  'phrase.updateCategory': {
    arrange: async () => {
      const { actor, categoryId } = await made.oneCategory()
      return { actor, input: { categoryId, name: randomUUID().slice(0, 20) } }
    },
    names: 'categoryId',
  },
  'phrase.removeCategory': {
    arrange: async () => {
      const { actor, categoryId } = await made.oneCategory()
      return { actor, input: { categoryId } }
    },
    names: 'categoryId',
  },
  'phrase.importCsv': {
    arrange: async () => ({ actor: await by.agent(), input: { scope: 'own', csv: '标题,内容\n退货,七天内可退' } }),
  },
  'phrase.exportCsv': { arrange: async () => ({ actor: await by.agent(), input: { scope: 'public' } }) },
})

const noticeWalks = (by: WalkedBy, made: Made): Walks => ({
  'broadcast.send': {
    arrange: async () => {
      await by.home().agent()
      return { actor: await by.agent(), input: { text: '今天十点开会', to: { kind: 'all' } } }
    },
  },
  'broadcast.list': { arrange: async () => ({ actor: await by.agent(), input: {} }) },
  'broadcast.receipts': { arrange: async () => made.oneBroadcast(), names: 'broadcastId' },
  'broadcast.inbox': { arrange: async () => ({ actor: await by.home().agent(), input: {} }) },
  'broadcast.markRead': {
    arrange: async () => {
      const { input, reader } = await made.oneBroadcast()
      return { actor: reader, input }
    },
    names: 'broadcastId',
  },
  'consult.list': { arrange: async () => ({ actor: await by.home().agent(), input: {} }) },
  'consult.markRead': { arrange: by.held },
})
