import { describe, expect, it } from 'vitest'
import { boardChange, withBoardChange } from './board-change'
import { boardFor } from './board-scope'

describe('what changed on the board (MGT-16)', () => {
  const before = {
    agents: [
      { id: 'a', active: 1 },
      { id: 'b', active: 2 },
    ],
    groups: [{ id: 'g' }],
  }

  it('is nothing where nothing did', () => {
    expect(boardChange(before, structuredClone(before))).toBe(null)
  })

  it('leads from one state to the next, whatever came, went or differs', () => {
    const after = {
      agents: [
        { id: 'c', active: 0 },
        { id: 'b', active: 3 },
      ],
      groups: [{ id: 'g' }],
    }
    const change = boardChange(before, after)
    expect(change).toEqual({ agents: { set: after.agents, gone: ['a'] } })
    const reached = withBoardChange(before, change ?? {})
    expect(new Set(reached.agents)).toEqual(new Set(after.agents))
    expect(reached.groups[0]).toBe(before.groups[0])
  })

  it('is the whole of it for who knew nothing', () => {
    const empty = { agents: [], groups: [] }
    expect(withBoardChange(empty, boardChange(empty, before) ?? {})).toEqual(before)
  })
})

describe('whose board it is (MGT-16)', () => {
  const board = {
    groups: [{ id: 'sales' }, { id: 'service' }],
    agents: [
      { id: 'boss', groupIds: ['sales'] },
      { id: 'both', groupIds: ['sales', 'service'] },
      { id: 'other', groupIds: ['service'] },
    ],
    waiting: [{ groupId: 'sales' }, { groupId: 'service' }],
    dialogues: [
      { groupId: 'sales', agent: { id: 'both' } },
      { groupId: 'service', agent: { id: 'both' } },
      { groupId: 'sales', agent: { id: 'boss' } },
    ],
  }

  it('shows a merchant’s supervisor everything', () => {
    expect(boardFor(board, { id: 'boss', scope: 'tenant' })).toBe(board)
  })

  it('shows a group’s supervisor his groups, and of a shared agent only what is there', () => {
    const seen = boardFor(board, { id: 'boss', scope: 'group' })
    expect(seen.groups).toEqual([{ id: 'sales' }])
    expect(seen.agents).toEqual([
      { id: 'boss', groupIds: ['sales'] },
      { id: 'both', groupIds: ['sales'] },
    ])
    expect(seen.waiting).toEqual([{ groupId: 'sales' }])
    expect(seen.dialogues.map(({ groupId }) => groupId)).toEqual(['sales', 'sales'])
  })

  it('shows one whose data is his own nobody but himself', () => {
    const seen = boardFor(board, { id: 'boss', scope: 'own' })
    expect(seen.agents.map(({ id }) => id)).toEqual(['boss'])
    expect(seen.dialogues).toEqual([{ groupId: 'sales', agent: { id: 'boss' } }])
  })
})
