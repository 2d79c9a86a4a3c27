import { operations, type MessageHitView } from '@keqiao/contract'
import type { ConversationId, MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LogReader } from '../../platform/event-log'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { catchUp } from '../../testing/caught-up.store'
import { followDialogues } from './follow-log'

/** A small alphabet, so that every pair is said often; some in both scripts, widths and cases. */
const letters = ['退', '货', '貨', '订', '單', '单', 'a', 'Ａ', '1', ' ']
const simple: Readonly<Record<string, string>> = { 貨: '货', 單: '单', Ａ: 'a' }

let shop: Shop
let reader: LogReader
let home: Merchant
let foreign: Merchant
let said: { conversationId: string; seq: number; text: string }[]

beforeAll(async () => {
  shop = await openShop()
  reader = followDialogues(shop.services)
  ;[home, foreign] = [await shop.merchant(), await shop.merchant()]
})

const caughtUp = () => catchUp(shop.services.doors, 'dialogues', reader)

afterAll(async () => {
  await reader.stop()
  expect(shop.faults).toEqual([])
  await shop.stop()
})

/** Numbers that look like chance and are the same each time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

async function talk(merchant: Merchant, agent: MemberActor, sentences: readonly string[]) {
  const { conversationId } = await merchant.waiting()
  await shop.result(agent, operations.conversation.claim, { conversationId })
  return Promise.all(
    sentences.map(async (text) => {
      const input = { conversationId, body: { kind: 'text', text } }
      const { seq } = await shop.result<{ seq: number }>(agent, operations.conversation.sendMessage, input)
      return { conversationId, seq, text }
    }),
  )
}

/** Everything that is found, over all pages. */
async function found(actor: MemberActor, words: string): Promise<string[]> {
  const keys: string[] = []
  let before: string | null = null
  do {
    const page: { hits: MessageHitView[]; next: string | null } = await shop.result(actor, operations.dialogue.find, {
      words,
      ...(before && { before }),
    })
    keys.push(...page.hits.map(({ conversationId, seq }) => `${conversationId} ${seq}`))
    before = page.next
  } while (before !== null)
  return keys.toSorted()
}

const folded = (text: string) => [...text].map((letter) => simple[letter] ?? letter).join('')

it('finds exactly what a search through every sentence finds, for every word of two characters, in every scope', async () => {
  const random = chance(20_261_130)
  const pick = () => letters[Math.floor(random() * letters.length)] ?? ''
  const sentence = () => `句${Array.from({ length: 3 + Math.floor(random() * 9) }, pick).join('')}`
  const [agent, other] = [await home.agent({ capacity: 100 }), await home.agent({ capacity: 100 })]
  const stranger = await foreign.agent({ capacity: 100 })
  said = []
  const mine = new Set<ConversationId | string>()
  for (let round = 0; round < 12; round++) {
    const sentences = Array.from({ length: 100 }, sentence)
    const holder = round % 3 === 0 ? agent : other
    const told = await talk(home, holder, sentences)
    if (holder === agent) mine.add(told[0]?.conversationId ?? '')
    said.push(...told)
    if (round % 4 === 0) await talk(foreign, stranger, sentences)
  }
  await caughtUp()
  const boss = await home.agent({ role: 'administrator', status: 'away' })
  const outsider: MemberActor = { ...boss, scope: 'group', id: stranger.id }
  const words = letters.slice(0, -1).flatMap((first) => letters.slice(0, -1).map((second) => first + second))
  let compared = 0
  for (const [index, word] of words.entries()) {
    const holding = said.filter(({ text }) => folded(text).includes(folded(word)))
    const keysOf = (hits: typeof holding) =>
      hits.map(({ conversationId, seq }) => `${conversationId} ${seq}`).toSorted()
    expect(await found(boss, word), word).toEqual(keysOf(holding))
    compared += holding.length
    // The scopes cut the same hits down: every sixth word shows it.
    if (index % 6 > 0) continue
    expect(await found(agent, word), word).toEqual(keysOf(holding.filter((one) => mine.has(one.conversationId))))
    expect(await found({ ...agent, scope: 'group' }, word), word).toEqual(keysOf(holding))
  }
  expect(compared).toBeGreaterThan(3_000)
  // One character, three, and two words apart are found the same way.
  for (const words_ of ['货', '退货单', '退 单']) {
    const parts = words_.split(' ')
    const holding = said.filter(({ text }) => parts.every((part) => folded(text).includes(part)))
    expect((await found(boss, words_)).length, words_).toBe(holding.length)
  }
  expect(await found(outsider, '退货')).toEqual([])
}, 120_000)
