import { operations, type BoardFrame, type BoardView } from '@keqiao/contract'
import { withBoardChange, type MemberActor } from '@keqiao/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock'
import { isRefused, type Person } from '../../platform/operations'
import { openShop, type Merchant, type Shop } from '../../testing/shop'
import { startBoardWatch, type BoardWatch } from './board-watch'
import { sampleQueues } from './queue-samples'

let shop: Shop
let merchant: Merchant
let watch: BoardWatch

beforeAll(async () => {
  // Timers never fire by themselves here: each tick is asked for.
  shop = await openShop({ ...systemClock(), setTimer: () => () => undefined })
})

beforeEach(async () => {
  merchant = await shop.merchant()
  watch = startBoardWatch(shop.services)
  const deaf = shop.services.relay.listen((events) => watch.hear(events))
  return async () => {
    deaf()
    await watch.stop()
  }
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

/** A console that has the board open. */
function console(person: Person) {
  let board: BoardView = { groups: [], agents: [], waiting: [], dialogues: [] }
  const frames: BoardFrame[] = []
  const end = watch.watch(person, {
    deliver(text) {
      const frame = JSON.parse(text) as BoardFrame
      frames.push(frame)
      board = withBoardChange(
        frame.whole ? { groups: [], agents: [], waiting: [], dialogues: [] } : board,
        frame.change,
      )
    },
  })
  if (isRefused(end)) throw new Error(end.error.code)
  return { frames, end, board: () => board }
}

const fresh = async (reader: MemberActor) =>
  (await shop.result<{ board: BoardView }>(reader, operations.monitor.board, {})).board
const byId = (board: BoardView) =>
  Object.fromEntries(
    Object.entries(board).map(([name, list]) => [
      name,
      (list as { id: string }[]).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ]),
  )

async function serviceGroup(serves: MemberActor[]): Promise<string> {
  const boss = await merchant.agent({ role: 'administrator' })
  const { group } = await shop.result<{ group: { id: string } }>(boss, operations.group.create, { name: '售后' })
  await shop.result(boss, operations.group.setMembers, { groupId: group.id, memberIds: serves.map(({ id }) => id) })
  return group.id
}

describe('the board (MGT-16)', () => {
  it('MGT-16: shows lines, dialogues and agents, and each change leads to what a fresh look shows', async () => {
    const [boss, agent] = [await merchant.agent({ role: 'administrator', status: 'away' }), await merchant.agent()]
    const screen = console(boss)
    await watch.tick()
    expect(screen.frames.map(({ whole }) => whole)).toEqual([true])
    expect(screen.board().groups).toMatchObject([{ id: merchant.groupId, waitingCount: 0, openCount: 0 }])
    const first = await merchant.waiting()
    const second = await merchant.waiting()
    await watch.tick()
    expect(screen.board().groups).toMatchObject([{ waitingCount: 2, longestWaitSince: expect.any(Number) as number }])
    expect(screen.board().waiting.map(({ id }) => id)).toEqual([first.conversationId, second.conversationId])
    await shop.result(agent, operations.conversation.claim, { conversationId: first.conversationId })
    await shop.result(first.visitor, operations.conversation.sendMessage, {
      conversationId: first.conversationId,
      body: { kind: 'text', text: '在吗' },
    })
    await watch.tick()
    const board = screen.board()
    expect(board.groups).toMatchObject([{ waitingCount: 1, openCount: 1, acceptedToday: 1, acceptedLastHour: 1 }])
    expect(board.dialogues).toMatchObject([
      {
        id: first.conversationId,
        agent: { id: agent.id },
        lastText: '在吗',
        unansweredSince: expect.any(Number) as number,
      },
    ])
    expect(board.agents.find(({ id }) => id === agent.id)).toMatchObject({
      active: 1,
      status: 'online',
      connected: true,
    })
    expect(byId(board)).toEqual(byId(await fresh(boss)))
    await shop.result(agent, operations.conversation.close, { conversationId: first.conversationId })
    await watch.tick()
    expect(byId(screen.board())).toEqual(byId(await fresh(boss)))
  })

  it('tells nothing while nothing changes, and nobody who has closed it', async () => {
    const boss = await merchant.agent({ role: 'administrator' })
    const [stays, goes] = [console(boss), console(boss)]
    await watch.tick()
    for (let i = 0; i < 6; i++) await watch.tick()
    expect(stays.frames).toHaveLength(1)
    goes.end()
    await merchant.waiting()
    await merchant.waiting()
    await watch.tick()
    // Two conversations, one frame.
    expect([stays.frames.length, goes.frames.length]).toEqual([2, 1])
  })

  it('shows a supervisor of groups those groups only, and refuses who may not look', async () => {
    const [boss, agent] = [await merchant.agent(), await merchant.agent()]
    const supervisor: MemberActor = { ...boss, scope: 'group', permissions: new Set(['monitor:read']) }
    const groupId = await serviceGroup([agent])
    const screen = console(supervisor)
    const waiting = await merchant.waiting()
    await watch.tick()
    expect(screen.board().groups.map(({ id }) => id)).toEqual([merchant.groupId])
    expect(screen.board().agents.find(({ id }) => id === agent.id)?.groupIds).toEqual([merchant.groupId])
    await shop.result(agent, operations.conversation.claim, { conversationId: waiting.conversationId })
    const to = { kind: 'group', groupId }
    await shop.result(agent, operations.conversation.transfer, { conversationId: waiting.conversationId, to })
    await watch.tick()
    expect(screen.board()).toMatchObject({ waiting: [], dialogues: [] })
    expect(isRefused(watch.watch(agent, { deliver: () => undefined }))).toBe(true)
    expect(isRefused(watch.watch(waiting.visitor, { deliver: () => undefined }))).toBe(true)
  })

  it('never shows another merchant’s', async () => {
    const boss = await (await shop.merchant()).agent({ role: 'administrator' })
    const screen = console(boss)
    await watch.tick()
    const known = screen.frames.length
    await merchant.waiting()
    await watch.tick()
    expect(screen.frames).toHaveLength(known)
  })

  it('draws the last two hours from what was seen each minute', async () => {
    const boss = await merchant.agent({ role: 'administrator', status: 'away' })
    await merchant.waiting()
    const { conversationId } = await merchant.waiting()
    await sampleQueues(shop.services)
    await shop.result(boss, operations.desk.setPresence, { status: 'busy' })
    await shop.result(boss, operations.conversation.claim, { conversationId })
    await sampleQueues(shop.services)
    const { samples } = await shop.result<{ samples: { groupId: string; waiting: number }[] }>(
      boss,
      operations.monitor.queueHistory,
      {},
    )
    // The most of the minute, or of two when it has just turned.
    expect(samples[0]).toMatchObject({ groupId: merchant.groupId, waiting: 2 })
  })
})

describe('steering (RTE-15)', () => {
  it('RTE-15: an agent who was set to 离开 gets no new dialogue, and the log says who did it', async () => {
    const [boss, agent] = [await merchant.agent({ role: 'administrator', status: 'away' }), await merchant.agent()]
    await shop.result(boss, operations.monitor.setPresence, { memberId: agent.id, status: 'away' })
    const { conversationId } = await merchant.waiting()
    expect(await shop.refusal(agent, operations.conversation.claim, { conversationId })).toBe('agent_not_available')
    expect(await shop.refusal(boss, operations.conversation.reassign, { conversationId, memberId: agent.id })).toBe(
      'agent_not_available',
    )
    expect(shop.heard.findLast(({ type }) => type === 'presence.changed')).toMatchObject({
      actor: { id: boss.id },
      payload: { from: 'online', to: 'away', memberId: agent.id },
    })
    const board = await fresh(boss)
    const { statusSince = 0, status } = board.agents.find(({ id }) => id === agent.id) ?? {}
    expect(status).toBe('away')
    expect(Math.abs(statusSince - Date.now())).toBeLessThan(60_000)
  })

  it('RTE-15: changes capacity and groups; a supervisor of groups moves agents in those only', async () => {
    const [boss, agent] = [await merchant.agent(), await merchant.agent()]
    const foreignGroup = await serviceGroup([agent])
    const supervisor: MemberActor = { ...boss, scope: 'group', permissions: new Set(['member:steer']) }
    const { setWork, setPresence } = operations.monitor
    expect(await shop.result(supervisor, setWork, { memberId: agent.id, capacity: 3 })).toMatchObject({ capacity: 3 })
    expect(
      await shop.refusal(supervisor, setWork, { memberId: agent.id, groupIds: [merchant.groupId, foreignGroup] }),
    ).toBe('group_unknown')
    // Out of the supervisor's group; the other one, of which he sees nothing, stays.
    expect(await shop.result(supervisor, setWork, { memberId: agent.id, groupIds: [] })).toMatchObject({
      groupIds: [foreignGroup],
    })
    // Now he is none of his.
    expect(await shop.refusal(supervisor, setPresence, { memberId: agent.id, status: 'away' })).toBe('not_found')
    expect(await shop.refusal(supervisor, setWork, { memberId: agent.id, capacity: 9 })).toBe('not_found')
    expect(shop.heard.findLast(({ type }) => type === 'member.changed')).toMatchObject({
      actor: { id: supervisor.id },
      payload: { memberId: agent.id, groupIds: { to: [foreignGroup] } },
    })
  })
})
