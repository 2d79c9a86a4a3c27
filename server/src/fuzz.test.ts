import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fuzz, type FuzzSabotage } from './testing/fuzz/fuzz'
import { keptSeeds } from './testing/fuzz/seeds'
import { runProduct, type RunningProduct } from './testing/running-product'

/** `npm run fuzz -- --seed S --count N`; without it a short look with a seed that once found something. */
const { FUZZ_SEED, FUZZ_COUNT } = process.env
const seeds = FUZZ_SEED ? [Number(FUZZ_SEED)] : keptSeeds
const count = Number(FUZZ_COUNT ?? 100_000)
const withinMs = FUZZ_COUNT ? Infinity : 24_000 / seeds.length

let house: RunningProduct

beforeAll(async () => {
  house = await runProduct()
})

afterAll(() => house.stop())

describe('SEC-01: what no client of ours would send', () => {
  it.each(seeds)('is answered with a code, whoever sends it: seed %i', { timeout: 3_600_000 }, async (seed) => {
    const report = await fuzz(house, { seed, count, withinMs })
    console.log(`fuzz: seed ${seed}, ${JSON.stringify(report)}`)
    expect(report.findings, `npm run fuzz -- --seed ${seed} --count ${Math.ceil(report.sent / 2)}`).toEqual([])
    expect(report.sent).toBeGreaterThan(300)
    // More than one door, and some of it was done: a crowd before a locked gate proves little.
    expect(report.outcomes['200'] ?? 0).toBeGreaterThan(10)
    expect(Object.keys(report.outcomes)).toEqual(expect.arrayContaining(['input_invalid', 'not_found', 'forbidden']))
  })
})

const noticed: Record<FuzzSabotage, RegExp> = {
  'a column that is gone': /^(500|internal): /,
  'a foreign word among ours': /^foreign data: /,
  'memory that is kept': /^memory grew by /,
}

/** Each breaks the product for good, so each has one of its own; only where somebody asks for it. */
if (FUZZ_SEED !== undefined)
  describe('what is broken on purpose is noticed', () => {
    it.each(Object.entries(noticed))('%s', { timeout: 600_000 }, async (sabotage, found) => {
      const spoilt = await runProduct()
      const { findings } = await fuzz(spoilt, { seed: 1, count: 2_400, sabotage: sabotage as FuzzSabotage })
      await spoilt.stop()
      expect(findings).toEqual(expect.arrayContaining([expect.stringMatching(found)]))
    })
  })
