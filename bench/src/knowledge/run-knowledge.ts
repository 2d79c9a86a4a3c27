/**
 * `bench knowledge`: whether the search of the knowledge base finds the right answer to labelled questions, and how long
 * it takes where there are many entries. The yardstick in the same process, round and data is `reference`: the database
 * ranks every row that shares a word with the question, and all else is the product's.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { median, percentile, rounded, say, spread, type Figures } from '../figures'
import { connected } from '../postgres/connect'
import { machineUse } from '../process/process-tree'
import { startWorker, type WorkerProcess } from '../process/worker-call'
import type { Bench } from '../reference/prepare-bench'
import { distractorsOf } from './distractors'
import {
  knowledgeSabotages,
  type EntryToFind,
  type KnowledgeCalls,
  type KnowledgeSabotage,
  type SearchedBy,
} from './knowledge-calls'

/** How much, and what to break. */
export interface KnowledgeOptions {
  readonly rounds: number
  /** Entries of the merchants in whose base it is timed. */
  readonly sizes: readonly number[]
  /** Questions of a round, of each side. */
  readonly askedPerRound: number
  readonly sabotage: KnowledgeSabotage | null
  /** Too small to be timed: only what is found is judged. */
  readonly untimed?: boolean
}

/** The size the figures are defined for. */
export const fullKnowledge: KnowledgeOptions = {
  rounds: 5,
  sizes: [3_000, 20_000],
  askedPerRound: 49,
  sabotage: null,
}

interface Labelled {
  readonly asked: string
  readonly wanted: readonly string[]
  readonly heldOut: boolean
}

/** Below these the run fails; they are the figures of 2026-12-01 less a question or two. */
const floors = { hit1_tuned: 0.89, hit5_tuned: 0.95, hit1_held_out: 0.85, hit5_held_out: 0.91 } as const
/** Of what the yardstick finds among many entries. */
const leastOfReference = 0.97
/** Of the time of the yardstick, at the median. */
const mostRatio = 0.75

type Searching = WorkerProcess<KnowledgeCalls>

/** Runs it; throws where too little is found, or it takes too long. */
export async function runKnowledge(bench: Bench, options: KnowledgeOptions): Promise<Figures> {
  const { sabotage, sizes } = options
  const [real, labelled] = [readEntries(), readData<Labelled[]>('bench/data/knowledge/queries.json')]
  say(`knowledge on ${bench.server.description}; ${labelled.length} questions about ${real.length} entries`)
  if (sabotage) say(`SABOTAGE: ${knowledgeSabotages[sabotage]}; this run must fail`)
  const searching = startWorker<KnowledgeCalls>('../../server/src/testing/knowledge-process.ts')
  await searching.call('open', { url: bench.applicationUrl, sabotage })
  const figures: Figures = await measureHits(searching, real, labelled)
  for (const size of sizes) {
    const entries = [...real, ...distractorsOf(real, size - real.length)]
    const { merchant } = await searching.call('fill', { entries })
    await connected(bench.superuserUrl, (client) => client.query('vacuum analyze'))
    Object.assign(figures, await measureSize(searching, merchant, size, labelled, options))
  }
  await searching.stop()
  judge(figures, options)
  return figures
}

async function measureHits(
  searching: Searching,
  real: readonly EntryToFind[],
  labelled: readonly Labelled[],
): Promise<Figures> {
  const { merchant } = await searching.call('fill', { entries: real })
  const places = await placesOf(searching, merchant, labelled, 'product')
  const rate = (heldOut: boolean, within: number) => {
    const of = places.filter((_, at) => labelled[at]?.heldOut === heldOut)
    return of.filter((place) => place < within).length / of.length
  }
  return {
    hit1_tuned: rate(false, 1),
    hit5_tuned: rate(false, 5),
    hit1_held_out: rate(true, 1),
    hit5_held_out: rate(true, 5),
  }
}

/** At which place each right answer stands, from 0; Infinity: not among the first five. */
async function placesOf(
  searching: Searching,
  merchant: string,
  labelled: readonly Labelled[],
  by: SearchedBy,
): Promise<number[]> {
  const asked = labelled.map((one) => one.asked)
  const found = await searching.call('search', { merchant, asked, by })
  return found.map(({ ids }, at) => {
    const place = ids.findIndex((id) => labelled[at]?.wanted.includes(id))
    return place < 0 ? Infinity : place
  })
}

async function measureSize(
  searching: Searching,
  merchant: string,
  size: number,
  labelled: readonly Labelled[],
  { rounds, askedPerRound }: KnowledgeOptions,
): Promise<Figures> {
  const hits = async (by: SearchedBy) =>
    (await placesOf(searching, merchant, labelled, by)).filter((place) => place < 5).length
  // The same questions warm both up.
  const [own, reference] = [await hits('product'), await hits('reference')]
  const times: Record<SearchedBy, number[]> = { product: [], reference: [] }
  const ratios: number[] = []
  const before = machineUse()
  for (let round = 0; round < rounds; round += 1) {
    const asked = labelled.filter((_, at) => at % rounds === round % rounds).slice(0, askedPerRound)
    const took = async (by: SearchedBy) => {
      const found = await searching.call('search', { merchant, asked: asked.map((one) => one.asked), by })
      const all = found.map(({ ms }) => ms)
      times[by].push(...all)
      return median(all)
    }
    // Who comes first changes, so that neither has the warmer memory.
    const [first, second] = round % 2 === 0 ? (['product', 'reference'] as const) : (['reference', 'product'] as const)
    const one = { [first]: await took(first), [second]: await took(second) }
    ratios.push((one['product'] ?? NaN) / (one['reference'] ?? NaN))
  }
  const after = machineUse()
  const trip = median(await searching.call('roundTrips', { count: 100 }))
  say(
    `  ${size} entries: ${rounded(median(times.product))} ms, reference ${rounded(median(times.reference))} ms, a round trip ${rounded(trip)} ms; ${own} of ${labelled.length} found, reference ${reference}; the machine was ${rounded((100 * (after.busyUs - before.busyUs)) / (after.totalUs - before.totalUs))} % busy`,
  )
  return {
    [`hit5_${size}`]: own / labelled.length,
    [`hit5_ratio_${size}`]: own / reference,
    [`p50_ms_${size}`]: median(times.product),
    [`p95_ms_${size}`]: percentile(times.product, 0.95),
    [`reference_p50_ms_${size}`]: median(times.reference),
    [`reference_p95_ms_${size}`]: percentile(times.reference, 0.95),
    [`ratio_${size}`]: median(ratios),
    [`ratio_spread_${size}`]: spread(ratios),
    [`p95_ratio_${size}`]: percentile(times.product, 0.95) / percentile(times.reference, 0.95),
    [`round_trip_ms_${size}`]: trip,
  }
}

function judge(figures: Figures, { sizes, untimed = false }: KnowledgeOptions): void {
  const wrong: string[] = []
  const need = (name: string, holds: (value: number) => boolean, what: string) => {
    const value = Number(figures[name])
    if (!holds(value)) wrong.push(`${name}=${rounded(value)}, ${what}`)
  }
  for (const [name, floor] of Object.entries(floors)) need(name, (value) => value >= floor, `at least ${floor}`)
  for (const size of sizes) {
    need(`hit5_ratio_${size}`, (value) => value >= leastOfReference, `at least ${leastOfReference} of the reference`)
    if (!untimed) need(`ratio_${size}`, (value) => value <= mostRatio, `at most ${mostRatio} of the reference`)
  }
  if (wrong.length > 0) throw new Error(`the search is not as it was:\n  ${wrong.join('\n  ')}`)
}

function readEntries(): EntryToFind[] {
  return ['server/src/demo/knowledge/yunshan.json', 'bench/data/knowledge/electronics.json'].flatMap((path) =>
    readData<EntryToFind[]>(path),
  )
}

const readData = <Data>(path: string): Data =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8')) as Data
