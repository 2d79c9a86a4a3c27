import { env } from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import { openShop, type Shop } from '../../testing/shop'
import { compare, countHistories, type House } from './brute-force/prove.testing'
import { sabotages } from './brute-force/sabotages.testing'

/** `npm run metrics:prove` says which seeds, and with which mistake; without it, what every run of the tests looks at. */
const first = Number(env.PROVE_FROM ?? 1)
const count = Number(env.PROVE_SEEDS ?? 100)
const sabotage = env.PROVE_SABOTAGE

let shop: Shop
let house: House
let now = 0

beforeAll(async () => {
  shop = await openShop({ ...systemClock(), now: () => now })
  const { doors, epoch } = shop.services
  house = {
    doors,
    epoch,
    ask(actor, operation, input, asOf) {
      now = asOf
      return shop.call(actor, operation, input)
    },
  }
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const seedsFrom = (from: number, many: number) => Array.from({ length: many }, (_, index) => from + index)

it(
  `RPT-01 ... RPT-10, G7, G8, G9: says of ${count} made-up pasts what a recount of the log says`,
  { timeout: 60_000 + count * 2_000 },
  async () => {
    const rules = sabotage === undefined ? {} : { rules: sabotages[sabotage] }
    // In portions, so that events of many merchants lie between each other and memory stays small.
    for (let from = first; from < first + count; from += 50) {
      const histories = await countHistories(house, seedsFrom(from, Math.min(50, first + count - from)), rules)
      for (const history of histories) expect(await compare(house, history)).toEqual([])
    }
  },
)

describe.runIf(sabotage === undefined)('a mistake in a formula', () => {
  it.each(Object.entries(sabotages))('is found: %s', { timeout: 60_000 }, async (name, rules) => {
    const salt = 1 + Object.keys(sabotages).indexOf(name)
    const histories = await countHistories(house, seedsFrom(1, 8), { salt, rules })
    let found = 0
    for (const history of histories) {
      found += (await compare(house, history)).length
      if (found > 0) break
    }
    expect(found).toBeGreaterThan(0)
  })
})
