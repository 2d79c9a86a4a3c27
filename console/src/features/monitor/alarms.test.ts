import type { BoardAgent, BoardDialogue, BoardGroup, BoardView, BoardWaiting } from '@keqiao/contract'
import { describe, expect, it } from 'vitest'
import { usualThresholds } from '../desk/waiting-time'
import { alarmsOf, longAbsent } from './alarms'

const now = 10_000_000
const group = (id: string, waitedMs: number | null) =>
  ({
    id,
    waitingCount: waitedMs === null ? 0 : 1,
    longestWaitSince: waitedMs === null ? null : now - waitedMs,
  }) as BoardGroup
const agent = (of: Partial<BoardAgent>) =>
  ({
    id: 'a',
    nickname: '林',
    groupIds: ['g'],
    connected: true,
    status: 'online',
    active: 0,
    capacity: 5,
    statusSince: now,
    ...of,
  }) as BoardAgent
const dialogue = (waitedMs: number, answeredBefore: boolean) =>
  ({ id: `d${waitedMs}`, unansweredSince: now - waitedMs, answeredBefore }) as BoardDialogue
const board = (of: Partial<BoardView>): BoardView => ({ groups: [], agents: [], waiting: [], dialogues: [], ...of })
const told = (of: Partial<BoardView>) =>
  alarmsOf(board(of), now, usualThresholds).map(({ kind, urgency }) => `${kind} ${urgency}`)

describe('alarms (MGT-17)', () => {
  it.each([
    [59_000, []],
    [60_000, ['waiting amber']],
    [180_000, ['waiting red']],
  ])('a line of %i ms is %j', (waitedMs, expected) => {
    expect(told({ groups: [group('g', waitedMs)], agents: [agent({})] })).toEqual(expected)
  })

  it('goes by the limits of the merchant', () => {
    const groups = [group('g', 30_000)]
    const own = { ...usualThresholds, laterReply: { amberMs: 10_000, redMs: 25_000 } }
    const found = alarmsOf(board({ groups, agents: [agent({})] }), now, own)
    expect(found).toMatchObject([{ kind: 'waiting', urgency: 'red', limitMs: 25_000 }])
  })

  it('names who waits longest, so that he can be assigned', () => {
    const first = { id: 'w', groupId: 'g', since: now - 70_000 } as BoardWaiting
    const waiting = [{ ...first, id: 'later' as BoardWaiting['id'], since: now }, first]
    expect(
      alarmsOf(board({ groups: [group('g', 70_000)], waiting, agents: [agent({})] }), now, usualThresholds),
    ).toMatchObject([{ first }])
  })

  it('an answer that is overdue is one, a first one sooner than a later one', () => {
    expect(told({ dialogues: [dialogue(30_000, false), dialogue(179_000, true), dialogue(180_000, true)] })).toEqual([
      'reply red',
      'reply red',
    ])
  })

  it('whoever waits where all are full, or nobody is, is one', () => {
    const groups = [group('g', 1_000)]
    expect(told({ groups, agents: [agent({ active: 5 }), agent({ status: 'busy' })] })).toEqual(['full amber'])
    expect(told({ groups, agents: [agent({ connected: false })] })).toEqual(['full amber'])
    expect(told({ groups, agents: [agent({})] })).toEqual([])
  })

  it('red comes before amber', () => {
    const groups = [group('g', 70_000), group('h', 200_000)]
    const agents = [agent({ groupIds: ['g', 'h'] as BoardAgent['groupIds'] })]
    expect(told({ groups, agents })).toEqual(['waiting red', 'waiting amber'])
  })
})

it('names who is connected and has been away for long', () => {
  const away = (id: string, minutes: number, connected = true): BoardAgent =>
    agent({ id: id as BoardAgent['id'], status: 'away', statusSince: now - minutes * 60_000, connected })
  const agents = [away('short', 29), away('long', 31), away('longer', 90), away('gone', 90, false), agent({})]
  expect(longAbsent(board({ agents }), now).map(({ id }) => id)).toEqual(['longer', 'long'])
})
