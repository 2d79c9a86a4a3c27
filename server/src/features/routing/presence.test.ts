import { randomUUID } from 'node:crypto'
import { operations, type DeskView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { createLeases } from './leases'
import { resetPresenceAfterAbsence } from './reset-absent'
import { resetPresenceAtSignIn } from './set-presence'

let shop: Shop
let merchant: Merchant

beforeAll(async () => {
  shop = await openShop()
  merchant = await shop.merchant()
})

afterAll(() => shop.stop())

const { get, setPresence } = operations.desk
const statusOf = async (agent: MemberActor) => (await shop.result<DeskView>(agent, get, {})).status

describe('status', () => {
  it('is 离开 for somebody new, and what he sets afterwards, each change once in the log', async () => {
    const agent = await merchant.agent({ status: 'away' })
    expect(await statusOf(agent)).toBe('away')
    for (const status of ['online', 'online', 'busy'] as const) await shop.result(agent, setPresence, { status })
    expect(await statusOf(agent)).toBe('busy')
    // The first thing said of him is that he is connected.
    const changes = shop.heard.filter((event) => event.type === 'presence.changed' && event.actor.id === agent.id)
    expect(changes.map((event) => [event.seq, event.payload])).toEqual([
      [2, { from: 'away', to: 'online' }],
      [3, { from: 'online', to: 'busy' }],
    ])
  })

  it('is kept by a second sign-in while a socket lives, and is 离开 after the last one went (RTE-04, G12)', async () => {
    const agent = await merchant.agent({ connected: false })
    const leases = createLeases(shop.services, 'test')
    const reset = resetPresenceAtSignIn(shop.services)
    const connection = randomUUID()
    await leases.open(connection, agent)
    await shop.result(agent, setPresence, { status: 'online' })
    await reset(agent)
    expect(await statusOf(agent)).toBe('online')
    await leases.close(connection, agent)
    await reset(agent)
    expect(await statusOf(agent)).toBe('away')
  })
})

describe('coming back by automatic sign-in', () => {
  /** His last sign was so long ago; somebody has been watching for longer. */
  const wasHere = (agent: MemberActor, secondsAgo: number, watchedSeconds: number) =>
    shop.services.doors.withSystem('test', async (tx) => {
      await tx.rows(
        `update agent_load set lease_until = now() + make_interval(secs => 15 - $2::float8) where member_id = $1`,
        [agent.id, secondsAgo],
      )
      await tx.rows('update installation set resumed_at = now() - make_interval(secs => $1::float8)', [watchedSeconds])
    })

  it('starts at 离开 after the release time, and keeps the status before it', async () => {
    const agent = await merchant.agent({ connected: false, status: 'online' })
    const comesBack = resetPresenceAfterAbsence(shop.services)
    await wasHere(agent, 110, 3_600)
    await comesBack(agent)
    expect(await statusOf(agent)).toBe('online')
    await wasHere(agent, 130, 3_600)
    await comesBack(agent)
    expect(await statusOf(agent)).toBe('away')
  })

  it('costs nobody his status who was away because the server was', async () => {
    const agent = await merchant.agent({ connected: false, status: 'busy' })
    await wasHere(agent, 7_200, 60)
    await resetPresenceAfterAbsence(shop.services)(agent)
    expect(await statusOf(agent)).toBe('busy')
  })
})

describe('leases', () => {
  it('let an agent take somebody while a socket lives, and come back when a node wakes late', async () => {
    const agent = await merchant.agent({ connected: false, status: 'busy' })
    const leases = createLeases(shop.services, 'test')
    const { conversationId } = await merchant.waiting()
    const claim = operations.conversation.claim
    expect(await shop.refusal(agent, claim, { conversationId })).toBe('agent_not_available')
    const connection = randomUUID()
    await leases.open(connection, agent)
    const expire = `update agent_load set lease_until = now() - interval '1 second' where member_id = $1`
    await shop.services.doors.withSystem('test', (tx) => tx.rows(expire, [agent.id]))
    expect(await shop.refusal(agent, claim, { conversationId })).toBe('agent_not_available')
    await leases.renew([{ connectionId: connection, person: agent }])
    await shop.result(agent, claim, { conversationId })
  })

  it('live as long as the merchant wants before nobody is assigned any more, from the next renewal on', async () => {
    const own = await shop.merchant()
    const agent = await own.agent({ connected: false })
    const leases = createLeases(shop.services, 'test')
    const connection = randomUUID()
    const left = async () => {
      const text = `select extract(epoch from lease_until - now())::float8 as seconds from agent_load where member_id = $1`
      const [row] = await shop.services.doors.withSystem('test', (tx) => tx.rows<{ seconds: number }>(text, [agent.id]))
      return row?.seconds ?? 0
    }
    await leases.open(connection, agent)
    expect(await left()).toBeLessThanOrEqual(15)
    await own.changeRouting({ unassignedAfterSeconds: 90 })
    await leases.renew([{ connectionId: connection, person: agent }])
    expect(await left()).toBeGreaterThan(15)
    expect(await left()).toBeLessThanOrEqual(90)
  })
})
