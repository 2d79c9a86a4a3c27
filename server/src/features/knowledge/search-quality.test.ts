import { readFileSync } from 'node:fs'
import { operations, type KnowledgeHitView } from '@keqiao/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openShop, type Shop } from '../../testing/shop'

/** The labelled set of `npm run bench -- knowledge`, which prints the figures; here is the floor below which they must not fall. */
const read = <Row>(path: string): Row[] =>
  JSON.parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')) as Row[]

interface Labelled {
  readonly kind: string
  readonly asked: string
  readonly wanted: readonly string[]
}

let shop: Shop

beforeAll(async () => {
  shop = await openShop()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

it('CON-16: finds the right answer for labelled questions, misspelt ones and 拼音 among them', async () => {
  const merchant = await shop.merchant()
  const chief = await merchant.agent({ role: 'administrator' })
  const entries = [
    ...read<{ id: string; question: string; keywords: string[]; answer: string }>(
      'server/src/demo/knowledge/yunshan.json',
    ),
    ...read<{ id: string; question: string; keywords: string[]; answer: string }>(
      'bench/data/knowledge/electronics.json',
    ),
  ]
  const ids = new Map<string, string>()
  for (const { id, question, keywords, answer } of entries) {
    const input = { content: { question, keywords, answer: { text: answer } } }
    const { entry } = await shop.result<{ entry: { id: string } }>(chief, operations.knowledge.create, input)
    ids.set(entry.id, id)
  }
  const labelled = read<Labelled>('bench/data/knowledge/queries.json')
  expect(entries.length).toBeGreaterThanOrEqual(120)
  expect(labelled.length).toBeGreaterThanOrEqual(200)
  const places = new Map<string, number[]>()
  for (const { kind, asked, wanted } of labelled) {
    const { hits } = await shop.result<{ hits: KnowledgeHitView[] }>(chief, operations.knowledge.search, {
      text: asked,
    })
    const place = hits.findIndex(({ id }) => wanted.includes(ids.get(id) ?? ''))
    for (const name of [kind, 'all']) places.set(name, [...(places.get(name) ?? []), place])
  }
  const rate = (kind: string, within: number) => {
    const all = places.get(kind) ?? []
    return all.filter((place) => place >= 0 && place < within).length / all.length
  }
  expect(rate('all', 1)).toBeGreaterThan(0.82)
  expect(rate('all', 5)).toBeGreaterThan(0.92)
  for (const kind of ['typo', 'pinyin', 'traditional', 'keyword']) expect(rate(kind, 1), kind).toBeGreaterThan(0.85)
  expect(rate('initials', 5)).toBeGreaterThan(0.8)
})
