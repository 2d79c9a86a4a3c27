import { randomUUID } from 'node:crypto'
import {
  operations,
  type ColleaguesView,
  type ConversationSnapshot,
  type DeskView,
  type StoredPayload,
} from '@keqiao/contract'
import type { ConversationId, MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { createLeases } from './leases'
import { releaseAbsent } from './release-absent'
import { createRouter, type Router } from './router'
import { reactToEvents } from './routing.reactions'

let shop: Shop
let merchant: Merchant
let router: Router

beforeAll(async () => {
  shop = await openShop()
  router = createRouter(shop.services)
  shop.services.relay.listen(reactToEvents(router))
})

beforeEach(async () => {
  merchant = await shop.merchant()
})

afterAll(async () => {
  await router.stop()
  expect(shop.faults).toEqual([])
  await shop.stop()
})

const { get, sendMessage, transfer, close, claim } = operations.conversation
const { setPresence, get: getDesk, colleagues } = operations.desk

async function seenBy(who: Parameters<Shop['result']>[0], conversationId: ConversationId) {
  await router.settled()
  return shop.result<ConversationSnapshot>(who, get, { conversationId })
}

const held = async (agent: MemberActor) => (await shop.result<DeskView>(agent, getDesk, {})).open.map(({ id }) => id)
const sql = (text: string, values: unknown[]) => shop.services.doors.withSystem('test', (tx) => tx.rows(text, values))

describe('automatic assignment (RTE-01, RTE-05, RTE-06)', () => {
  it('gives who comes to an agent who is 在线, with a leg whose how is assign', async () => {
    const agent = await merchant.agent()
    const { visitor, conversationId } = await merchant.waiting()
    const { conversation, events } = await seenBy(visitor, conversationId)
    expect(conversation).toMatchObject({ status: 'open', agent: { id: agent.id } })
    expect(events.at(-1)).toMatchObject({
      type: 'leg.opened',
      actor: { kind: 'system' },
      payload: { how: 'assign', origin: 'visitor', member: { id: agent.id } },
    })
  })

  it('gives nobody to who is 忙碌, 离开, not connected or full, and goes on when a place comes free', async () => {
    await merchant.agent({ status: 'busy' })
    await merchant.agent({ status: 'away' })
    await merchant.agent({ connected: false })
    const full = await merchant.agent({ capacity: 1 })
    const first = await merchant.waiting()
    await router.settled()
    expect(await held(full)).toEqual([first.conversationId])
    const second = await merchant.waiting()
    expect((await seenBy(second.visitor, second.conversationId)).conversation.status).toBe('queued')
    await shop.result(first.visitor, close, { conversationId: first.conversationId })
    expect((await seenBy(second.visitor, second.conversationId)).conversation.agent?.id).toBe(full.id)
  })

  it('begins when an agent comes to work, with whoever waits longest', async () => {
    const waiting = [await merchant.waiting(), await merchant.waiting(), await merchant.waiting()]
    const agent = await merchant.agent({ status: 'away', capacity: 2 })
    await shop.result(agent, setPresence, { status: 'online' })
    await router.settled()
    expect(await held(agent)).toEqual(waiting.slice(0, 2).map(({ conversationId }) => conversationId))
  })

  it('is off where the merchant wants it off', async () => {
    await merchant.changeRouting({ automatic: false })
    await merchant.agent()
    const { visitor, conversationId } = await merchant.waiting()
    expect((await seenBy(visitor, conversationId)).conversation.status).toBe('queued')
  })

  it('brings a visitor back to who served him last, unless the merchant does not want that', async () => {
    const served = await merchant.agent()
    const { visitor, conversationId } = await merchant.waiting()
    await router.settled()
    await shop.result(visitor, close, { conversationId })
    await merchant.agent()
    const again = await merchant.waiting(visitor)
    expect((await seenBy(visitor, again.conversationId)).conversation.agent?.id).toBe(served.id)
    await shop.result(visitor, close, { conversationId: again.conversationId })
    await merchant.changeRouting({ lastAgentFirst: false })
    const third = await merchant.waiting(visitor)
    expect((await seenBy(visitor, third.conversationId)).conversation.agent?.id).not.toBe(served.id)
  })

  it('waits for a conversation that is being spoken in, instead of passing it over', async () => {
    const agent = await merchant.agent({ status: 'away' })
    const { visitor, conversationId } = await merchant.waiting()
    const second = await merchant.waiting()
    const [locked, free] = [signal(), signal()]
    const holding = shop.services.doors.withTenant(merchant.tenantId, async (tx) => {
      await tx.rows('select 1 from conversations where id = $1 for no key update', [conversationId])
      locked.give()
      await free.given
    })
    await locked.given
    try {
      await shop.result(agent, setPresence, { status: 'online' })
      const waits = `select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
                      where not l.granted and a.datname = current_database()`
      await expect.poll(() => sql(waits, [])).toHaveLength(1)
      expect(await held(agent)).toEqual([])
    } finally {
      free.give()
      await holding
    }
    await router.settled()
    expect(await held(agent)).toEqual([conversationId, second.conversationId])
    expect((await seenBy(visitor, conversationId)).conversation.agent?.id).toBe(agent.id)
  })
})

describe('an agent who may do more from now on', () => {
  const change = async (memberId: string, what: Record<string, unknown>) => {
    const boss = await merchant.agent({ role: 'administrator', status: 'away' })
    await shop.result(boss, operations.member.update, { memberId, ...what })
    await router.settled()
  }

  it('is given who waits as soon as his capacity is raised', async () => {
    const agent = await merchant.agent({ capacity: 1 })
    const [first, second] = [await merchant.waiting(), await merchant.waiting()]
    await router.settled()
    expect(await held(agent)).toEqual([first.conversationId])
    await change(agent.id, { nickname: '新名字' })
    expect(await held(agent)).toEqual([first.conversationId])
    await change(agent.id, { capacity: 2 })
    expect(await held(agent)).toEqual([first.conversationId, second.conversationId])
  })

  it('is given who waits in the group that he now serves', async () => {
    const agent = await merchant.agent()
    await change(agent.id, { groupIds: [] })
    const { conversationId } = await merchant.waiting()
    await router.settled()
    expect(await held(agent)).toEqual([])
    await change(agent.id, { groupIds: [merchant.groupId] })
    expect(await held(agent)).toEqual([conversationId])
  })

  it('or whose merchant turns automatic assignment on', async () => {
    await merchant.changeRouting({ automatic: false })
    const agent = await merchant.agent()
    const { conversationId } = await merchant.waiting()
    await router.settled()
    expect(await held(agent)).toEqual([])
    await merchant.changeRouting({ automatic: true })
    await router.settled()
    expect(await held(agent)).toEqual([conversationId])
  })
})

describe('接收对话 by the merchant’s setting (G5)', () => {
  it('goes beyond 最大接线量 only where he allows it', async () => {
    const agent = await merchant.agent({ capacity: 1, status: 'busy' })
    await merchant.waiting()
    await merchant.waiting()
    await shop.result(agent, claim, {})
    expect(await shop.refusal(agent, claim, {})).toBe('agent_at_capacity')
    await merchant.changeRouting({ mayExceedCapacity: true })
    await shop.result(agent, claim, {})
    expect(await held(agent)).toHaveLength(2)
  })
})

describe('转移 (RTE-08, RTE-09, G4, G7)', () => {
  async function talking() {
    const from = await merchant.agent()
    const { visitor, conversationId } = await merchant.waiting()
    await router.settled()
    return { from, visitor, conversationId }
  }

  it('to a colleague who is 忙碌 and full: a new linked leg, recorded; the first agent may read and not speak', async () => {
    const { from, visitor, conversationId } = await talking()
    const to = await merchant.agent({ status: 'busy', capacity: 0 })
    const input = { conversationId, to: { kind: 'member', memberId: to.id }, reason: '顾客要退款' }
    await shop.result(from, transfer, input)
    const forStaff = await shop.result<ConversationSnapshot>(from, get, { conversationId })
    expect(forStaff.conversation.agent).toEqual({ id: to.id, nickname: to.name })
    expect(forStaff.events.slice(-3)).toMatchObject([
      {
        type: 'conversation.transferred',
        payload: { reason: '顾客要退款', to: { kind: 'member', member: { id: to.id }, overCapacity: true } },
      },
      { type: 'leg.closed', payload: { memberId: from.id, end: 'transfer' } },
      { type: 'leg.opened', payload: { origin: 'transfer', how: 'transfer', member: { id: to.id } } },
    ])
    const say = { conversationId, body: { kind: 'text', text: '您好' } }
    expect(await shop.refusal(from, sendMessage, say)).toBe('not_your_conversation')
    await shop.result(to, sendMessage, say)
    expect(await held(from)).toEqual([])
    expect(await held(to)).toEqual([conversationId])
    const forVisitor = await shop.result<ConversationSnapshot>(visitor, get, { conversationId })
    expect(JSON.stringify(forVisitor)).not.toContain('顾客要退款')
  })

  it('is refused to who is 离开, not connected, unknown, or holds it already, and to who does not hold it', async () => {
    const { from, conversationId } = await talking()
    const away = await merchant.agent({ status: 'away' })
    const gone = await merchant.agent({ connected: false })
    const third = await merchant.agent({ role: 'administrator' })
    const to = (memberId: string) => ({ conversationId, to: { kind: 'member', memberId } })
    expect(await shop.refusal(from, transfer, to(away.id))).toBe('agent_not_available')
    expect(await shop.refusal(from, transfer, to(gone.id))).toBe('agent_not_available')
    expect(await shop.refusal(from, transfer, to(from.id))).toBe('already_there')
    expect(await shop.refusal(from, transfer, to(randomUUID()))).toBe('not_found')
    const foreign = await (await shop.merchant()).agent()
    expect(await shop.refusal(from, transfer, to(foreign.id))).toBe('not_found')
    expect(await shop.refusal(third, transfer, to(away.id))).toBe('not_your_conversation')
    expect(await held(from)).toEqual([conversationId])
  })

  it('to a group: waits by its first time, and is not given back to who handed it on', async () => {
    const { from, visitor, conversationId } = await talking()
    await shop.result(from, setPresence, { status: 'busy' })
    const later = await merchant.waiting()
    await shop.result(from, setPresence, { status: 'online' })
    await router.settled()
    const to = { kind: 'group', groupId: merchant.groupId }
    await shop.result(from, transfer, { conversationId, to, reason: '' })
    expect((await seenBy(visitor, conversationId)).conversation).toMatchObject({ status: 'queued', agent: null })
    expect(await held(from)).toEqual([later.conversationId])
    const behind = await merchant.waiting()
    // Whoever waits behind it is not held up by it.
    expect((await seenBy(behind.visitor, behind.conversationId)).conversation.agent?.id).toBe(from.id)
    const other = await merchant.agent()
    await router.settled()
    expect(await held(other)).toEqual([conversationId])
    const { events } = await shop.result<ConversationSnapshot>(other, get, { conversationId })
    expect(events.at(-1)).toMatchObject({ type: 'leg.opened', payload: { origin: 'transfer', how: 'assign' } })
  })

  it('chooses from the merchant’s colleagues, with status and load, and its groups with their lines', async () => {
    const { from } = await talking()
    const busy = await merchant.agent({ status: 'busy', capacity: 3 })
    await (await shop.merchant()).agent()
    const view = await shop.result<ColleaguesView>(from, colleagues, {})
    expect(view.agents).toEqual([
      {
        id: busy.id,
        nickname: busy.name,
        status: 'busy',
        connected: true,
        active: 0,
        capacity: 3,
        groupIds: [merchant.groupId],
      },
    ])
    expect(view.groups).toMatchObject([{ id: merchant.groupId, waitingCount: 0, onlineCount: 1 }])
  })
})

describe('release', () => {
  async function absentFor(agent: MemberActor, seconds: number) {
    await sql('delete from leases where member_id = $1', [agent.id])
    await sql(
      // A lease lives fifteen seconds after its last sign.
      `update agent_load set lease_until = now() - make_interval(secs => $2::int - 15) where member_id = $1`,
      [agent.id, seconds],
    )
    return releaseAbsent(shop.services)
  }

  beforeEach(() => sql(`update installation set resumed_at = now() - interval '1 day', watched_at = now()`, []))

  it('gives back what an agent holds who has been gone for two minutes, at its first place in the line', async () => {
    const agent = await merchant.agent()
    const { visitor, conversationId } = await merchant.waiting()
    await router.settled()
    expect(await absentFor(agent, 110)).toBe(0)
    expect(await held(agent)).toEqual([conversationId])
    expect(await absentFor(agent, 121)).toBe(1)
    const { conversation } = await seenBy(visitor, conversationId)
    expect(conversation).toMatchObject({ status: 'queued', agent: null })
    const other = await merchant.agent()
    expect((await seenBy(visitor, conversationId)).conversation.agent?.id).toBe(other.id)
    const legs = await sql('select end_kind, origin from legs where conversation_id = $1 order by opened_at', [
      conversationId,
    ])
    expect(legs).toEqual([
      { end_kind: 'system', origin: 'visitor' },
      { end_kind: null, origin: 'transfer' },
    ])
    expect(await sql('select active from agent_load where member_id = $1', [agent.id])).toEqual([{ active: 0 }])
  })

  it('keeps everything of who is connected again, and counts no time in which nobody watched', async () => {
    const agent = await merchant.agent()
    const { conversationId } = await merchant.waiting()
    await router.settled()
    await sql('update installation set resumed_at = now()', [])
    expect(await absentFor(agent, 3_600)).toBe(0)
    await sql(`update installation set resumed_at = now() - interval '1 day'`, [])
    await createLeases(shop.services, 'test').open(randomUUID(), agent)
    expect(await releaseAbsent(shop.services)).toBe(0)
    expect(await held(agent)).toEqual([conversationId])
  })

  it('gives back at once what somebody holds who was disabled', async () => {
    const agent = await merchant.agent()
    const { visitor, conversationId } = await merchant.waiting()
    await router.settled()
    await sql(`update members set status = 'disabled' where id = $1`, [agent.id])
    expect(await releaseAbsent(shop.services)).toBe(1)
    expect((await seenBy(visitor, conversationId)).conversation.status).toBe('queued')
  })
})

describe('several processes', () => {
  it('route at once: never over capacity, never twice, in the order of the line, and everybody is served', async () => {
    const capacities = [1, 2, 3, 4, 5, 6]
    const agents = await Promise.all(capacities.map((capacity) => merchant.agent({ capacity, status: 'away' })))
    const waiting: ConversationId[] = []
    for (let i = 0; i < 60; i++) waiting.push((await merchant.waiting()).conversationId)
    const since = shop.heard.length
    const routers = Array.from({ length: 8 }, () => createRouter(shop.services))
    const ends = routers.map((each) => shop.services.relay.listen(reactToEvents(each)))
    try {
      for (const agent of agents) await shop.result(agent, setPresence, { status: 'online' })
      // Who is served ends at once, which frees a place while all eight are at work.
      const served = new Set<string>()
      while (served.size < waiting.length) {
        for (const agent of agents) {
          for (const conversationId of await held(agent)) {
            served.add(conversationId)
            await shop.result(agent, close, { conversationId })
          }
        }
      }
      await Promise.all(routers.map((each) => each.settled()))
      const log = await sql(
        // Transaction ids are given before the locks: what happened first is what committed first.
        `select stream_id, type, payload from events where tenant_id = $1 and type in ('leg.opened', 'leg.closed')
          order by pg_xact_commit_timestamp(xid(txid)), txid, stream_id, seq`,
        [merchant.tenantId],
      )
      expect(shop.heard.length).toBeGreaterThan(since)
      checkReplay(log as LogRow[], new Map(agents.map((agent, index) => [agent.id as string, capacities[index] ?? 0])))
      const opened = (log as LogRow[]).filter(({ type }) => type === 'leg.opened').map(({ stream_id }) => stream_id)
      expect(opened).toEqual(waiting)
    } finally {
      for (const end of ends) end()
      await Promise.all(routers.map((each) => each.stop()))
    }
  }, 60_000)
})

function signal(): { readonly given: Promise<void>; give: () => void } {
  let give = (): void => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  return { given, give: () => give() }
}

interface LogRow {
  readonly stream_id: string
  readonly type: 'leg.opened' | 'leg.closed'
  readonly payload: unknown
}

function checkReplay(log: readonly LogRow[], capacities: ReadonlyMap<string, number>): void {
  const active = new Map<string, number>()
  for (const { type, payload } of log) {
    const id =
      type === 'leg.opened'
        ? (payload as StoredPayload<'leg.opened'>).member.id
        : (payload as StoredPayload<'leg.closed'>).memberId
    const now = (active.get(id) ?? 0) + (type === 'leg.opened' ? 1 : -1)
    active.set(id, now)
    expect(now).toBeLessThanOrEqual(capacities.get(id) ?? 0)
  }
}
