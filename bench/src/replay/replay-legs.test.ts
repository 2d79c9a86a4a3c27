import { describe, expect, it } from 'vitest'
import type { LegEvent, StaffRow } from './read-legs'
import { jainIndex, replayLegs } from './replay-legs'

let time = 0
const event = (type: LegEvent['type'], conversationId: string, more: Partial<LegEvent> = {}): LegEvent => {
  time += 1
  return {
    tenantId: 't',
    conversationId,
    seq: time,
    type,
    at: time,
    committedAt: time,
    groupId: 'g',
    memberId: null,
    how: null,
    end: null,
    ...more,
  }
}
const queued = (id: string, more?: Partial<LegEvent>) => event('conversation.queued', id, more)
const opened = (id: string, memberId: string, how: LegEvent['how'] = 'assign') =>
  event('leg.opened', id, { memberId, how })
const closed = (id: string, memberId: string, end = 'agent') => event('leg.closed', id, { memberId, end })
const agent = (memberId: string, capacity: number, active: number): StaffRow => {
  return { memberId, capacity, active, groupIds: ['g'] }
}

describe('a replay', () => {
  it('finds nothing where everybody is served in turn', () => {
    const log = [queued('1'), queued('2'), opened('1', 'a'), opened('2', 'b'), closed('1', 'a')]
    const replay = replayLegs(log, [agent('a', 1, 0), agent('b', 1, 1)])
    expect(replay).toMatchObject({
      overCapacity: 0,
      doubleAssigned: 0,
      fifoOvertakes: 0,
      fifoWindow: 0,
      loadDiffers: 0,
      closedTwice: 0,
      leastLoaded: 2,
    })
    expect([...replay.byAgent.values()]).toEqual([1, 1])
    expect(replay.waiting.size).toBe(0)
  })

  it('counts an assignment over capacity, and not a transfer or a claim', () => {
    const log = [queued('1'), queued('2'), opened('1', 'a', 'claim'), opened('2', 'a')]
    expect(replayLegs(log, [agent('a', 1, 2)]).overCapacity).toBe(1)
    const others = [queued('1'), queued('2'), opened('1', 'a'), opened('2', 'a', 'transfer')]
    expect(replayLegs(others, [agent('a', 1, 2)]).overCapacity).toBe(0)
  })

  it('counts a second leg beside the first, and the end of one that is not open', () => {
    const log = [queued('1'), opened('1', 'a'), opened('1', 'b'), closed('1', 'b'), closed('1', 'b')]
    expect(replayLegs(log, [agent('a', 5, 1), agent('b', 5, 0)])).toMatchObject({ doubleAssigned: 1, closedTwice: 1 })
  })

  it('counts who was passed over, unless he came while the turn was under way or was handed on', () => {
    const staff = [agent('a', 9, 2)]
    const log = [queued('1'), queued('2'), queued('3'), opened('1', 'a'), opened('3', 'a')]
    expect(replayLegs(log, staff)).toMatchObject({ fifoOvertakes: 1, fifoWindow: 0 })
    // Back in its old place, but only after the turn before.
    const back = [queued('1'), queued('2'), queued('3'), opened('1', 'b', 'claim'), opened('2', 'a'), closed('1', 'b')]
    const late = [...back, queued('1'), opened('3', 'a')]
    expect(replayLegs(late, staff)).toMatchObject({ fifoOvertakes: 0, fifoWindow: 1 })
    const handed = [queued('4'), opened('4', 'a'), closed('4', 'a', 'transfer'), queued('4'), queued('5')]
    expect(replayLegs([...handed, opened('5', 'a')], [agent('a', 9, 1)])).toMatchObject({
      fifoOvertakes: 0,
      fifoWindow: 0,
    })
  })

  it('sees who still waits, and a load that is not what the log says', () => {
    const replay = replayLegs([queued('1'), queued('2'), event('conversation.closed', '2')], [agent('a', 5, 1)])
    expect([...replay.waiting]).toEqual(['1'])
    expect(replay.loadDiffers).toBe(1)
  })
})

it('Jain’s index is 1 for equal shares and 1/n when one has everything', () => {
  expect(jainIndex([3, 3, 3])).toBe(1)
  expect(jainIndex([9, 0, 0])).toBeCloseTo(1 / 3)
})
