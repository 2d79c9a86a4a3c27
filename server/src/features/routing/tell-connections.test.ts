import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MemberActor } from '@keqiao/domain'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { tellConnections } from './tell-connections'

let shop: Shop
let merchant: Merchant

beforeAll(async () => {
  shop = await openShop()
  merchant = await shop.merchant()
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const told = (agent: MemberActor) =>
  shop.heard.filter(
    ({ type, actor }) => type.startsWith('presence.') && type !== 'presence.changed' && actor.id === agent.id,
  )

const leaseEnds = (agent: MemberActor, interval: string) =>
  shop.services.doors.withTenant(merchant.tenantId, (tx) =>
    tx.rows('update agent_load set lease_until = now() + $2::interval where member_id = $1', [agent.id, interval]),
  )

it('RPT-08: says who is connected at once, and whose connection just ran out, by its last sign', async () => {
  const agent = await merchant.agent()
  expect(told(agent).map(({ type }) => type)).toEqual(['presence.connected'])
  await tellConnections(shop.services)
  expect(told(agent)).toHaveLength(1)
  await leaseEnds(agent, '-10 seconds')
  await tellConnections(shop.services)
  await tellConnections(shop.services)
  const [, lost] = told(agent)
  expect(told(agent)).toHaveLength(2)
  expect(lost?.type).toBe('presence.disconnected')
  // Ten seconds since the lease ran out, and fifteen that it had lived since the last sign.
  const since = (lost?.payload as { since: number } | undefined)?.since ?? 0
  expect((lost?.at ?? 0) - since).toBeGreaterThanOrEqual(25_000)
  expect((lost?.at ?? 0) - since).toBeLessThan(40_000)
})

it('finds who came back with a node that had been away', async () => {
  const agent = await merchant.agent({ connected: false })
  await leaseEnds(agent, '15 seconds')
  await tellConnections(shop.services)
  expect(told(agent).map(({ type }) => type)).toEqual(['presence.connected'])
})
