import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import { openShop, type Shop } from '../../testing/shop'
import { compare, countHistories, type House } from './brute-force/prove.testing'

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

const seeds = Array.from({ length: 40 }, (_, index) => index + 1)

it('RPT-01 ... RPT-10: says of 300 made-up pasts what a recount of the log says', { timeout: 240_000 }, async () => {
  const histories = await countHistories(house, seeds)
  for (const history of histories) expect(await compare(house, history)).toEqual([])
})
