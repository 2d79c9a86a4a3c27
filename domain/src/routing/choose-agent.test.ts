import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MemberId } from '../ids'
import { isEligible, orderAgents, type Candidate, type Waiting } from './choose-agent'

const nobody: Waiting = { lastAgentId: null, handedOnBy: null }
const agent = (memberId: string, facts: Partial<Candidate> = {}): Candidate => ({
  memberId: memberId as MemberId,
  status: 'online',
  connected: true,
  active: 0,
  capacity: 5,
  lastLegAt: null,
  ...facts,
})
const names = (candidates: readonly Candidate[], waiting: Waiting = nobody) =>
  orderAgents(candidates, waiting).map(({ memberId }) => memberId)

describe('who may be given a dialogue (RTE-01, 02, 03, 05)', () => {
  it('is 在线, connected and below capacity', () => {
    expect(isEligible(agent('a'))).toBe(true)
    expect(isEligible(agent('a', { status: 'busy' }))).toBe(false)
    expect(isEligible(agent('a', { status: 'away' }))).toBe(false)
    expect(isEligible(agent('a', { connected: false }))).toBe(false)
    expect(isEligible(agent('a', { active: 5 }))).toBe(false)
    expect(isEligible(agent('a', { active: 7 }))).toBe(false)
    expect(isEligible(agent('a', { capacity: 0 }))).toBe(false)
  })
})

describe('who is given it', () => {
  it('is whoever uses the smallest share of his capacity, not the smallest number', () => {
    expect(names([agent('a', { active: 2, capacity: 4 }), agent('b', { active: 3, capacity: 10 })])).toEqual(['b', 'a'])
  })

  it('is, of equals, whoever has gone longest without a new one; who never had one before all', () => {
    const [late, early] = [agent('a', { lastLegAt: 20 }), agent('b', { lastLegAt: 10 })]
    expect(names([late, early, agent('c')])).toEqual(['c', 'b', 'a'])
  })

  it('is the visitor’s last agent, however busy, as long as he may', () => {
    const last = { ...nobody, lastAgentId: 'b' as MemberId }
    expect(names([agent('a'), agent('b', { active: 4 })], last)).toEqual(['b', 'a'])
    expect(names([agent('a'), agent('b', { active: 5 })], last)).toEqual(['a'])
    expect(names([agent('a'), agent('b', { status: 'busy' })], last)).toEqual(['a'])
  })

  it('is never who has just handed it on, even if he served the visitor last', () => {
    const waiting = { lastAgentId: 'a' as MemberId, handedOnBy: 'a' as MemberId }
    expect(names([agent('a'), agent('b')], waiting)).toEqual(['b'])
    expect(names([agent('a')], waiting)).toEqual([])
  })
})

describe('the order of any agents', () => {
  const candidate = fc.record({
    memberId: fc.uuid().map((id) => id as MemberId),
    status: fc.constantFrom('online' as const, 'busy' as const, 'away' as const),
    connected: fc.boolean(),
    active: fc.integer({ min: 0, max: 12 }),
    capacity: fc.integer({ min: 0, max: 10 }),
    lastLegAt: fc.option(fc.integer({ min: 0, max: 1_000 })),
  })
  const candidates = fc.uniqueArray(candidate, { selector: ({ memberId }) => memberId, maxLength: 12 })

  it('holds exactly those who may, each once, and does not depend on the order in which they came', () => {
    fc.assert(
      fc.property(candidates, fc.nat(), (agents, pick) => {
        const waiting = { lastAgentId: agents[pick % (agents.length || 1)]?.memberId ?? null, handedOnBy: null }
        const ordered = orderAgents(agents, waiting)
        expect(new Set(ordered)).toEqual(new Set(agents.filter(isEligible)))
        expect(orderAgents(agents.toReversed(), waiting)).toEqual(ordered)
      }),
    )
  })

  it('never puts a fuller agent before an emptier one, but for the last agent', () => {
    fc.assert(
      fc.property(candidates, (agents) => {
        const loads = orderAgents(agents, nobody).map(({ active, capacity }) => active / capacity)
        expect(loads).toEqual(loads.toSorted((a, b) => a - b))
      }),
    )
  })
})
