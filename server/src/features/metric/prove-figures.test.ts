import { env } from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import { openShop, type Shop } from '../../testing/shop'
import type { History } from './brute-force/make-history.testing'
import { compare, countHistories, type House } from './brute-force/prove.testing'
import { compareOverview } from './brute-force/prove-overview.testing'
import { sabotages, withMistake } from './brute-force/sabotages.testing'

/** `npm run metrics:prove` says which seeds, and with which mistake; without it, what every run of the tests looks at. */
const first = Number(env.PROVE_FROM ?? 1)
const count = Number(env.PROVE_SEEDS ?? 100)
const sabotage = env.PROVE_SABOTAGE
const mistake = sabotage === undefined ? {} : sabotages[sabotage]
if (!mistake) throw new Error(`there is no sabotage ${sabotage}`)

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
    // In portions, so that events of many merchants lie between each other and memory stays small.
    for (let from = first; from < first + count; from += 50) {
      const histories = await countHistories(house, seedsFrom(from, Math.min(50, first + count - from)), mistake)
      for (const history of histories) {
        expect(await compare(withMistake(house, history, mistake), history)).toEqual([])
        expect(await compareOverview(house, history)).toEqual([])
      }
    }
  },
)

describe.runIf(sabotage === undefined)('a mistake in a formula', () => {
  it.each(Object.entries(sabotages))('is found: %s', { timeout: 60_000 }, async (name, made) => {
    const salt = 1 + Object.keys(sabotages).indexOf(name)
    const histories = await countHistories(house, seedsFrom(1, 8), { salt, ...made })
    let found = 0
    for (const history of histories) {
      found += (await compare(withMistake(house, history, made), history)).length
      if (found > 0) break
    }
    expect(found).toBeGreaterThan(0)
  })

  it.each(['valid-by-agent', 'first-reply-from-accept', 'three-minutes-at-night', 'last-rating-counts', 'days-of-utc'])(
    'is found by the overview alone: %s',
    { timeout: 60_000 },
    async (name) => {
      const salt = 500 + Object.keys(sabotages).indexOf(name)
      const histories = await countHistories(house, seedsFrom(1, 8), { salt, ...sabotages[name] })
      let found = 0
      for (const history of histories) found += (await compareOverview(house, history)).length
      expect(found).toBeGreaterThan(0)
    },
  )

  it(
    'that leaves out who was shut out is found where somebody was, and nowhere else',
    { timeout: 60_000 },
    async () => {
      const made = sabotages['disabled-left-out'] ?? {}
      const histories = await countHistories(house, seedsFrom(1, 12), { salt: 1_000, ...made })
      const isWhole = ({ activeIds, memberIds }: History) => activeIds.length === memberIds.length
      const find = async (history: History) => (await compare(withMistake(house, history, made), history)).length
      const [whole, left] = [histories.filter(isWhole), histories.filter((history) => !isWhole(history))]
      expect(Math.min(whole.length, left.length)).toBeGreaterThan(2)
      for (const history of whole) expect(await find(history)).toBe(0)
      for (const history of left) expect(await find(history)).toBeGreaterThan(0)
    },
  )
})
