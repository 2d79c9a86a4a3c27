import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heldSections, neighbour, sectionsOf, type Section } from './dialogue-sections'

interface Given {
  unansweredSince?: number
  lastAt?: number
  acceptedAt?: number
  closedAt?: number
  roomNumber?: string
  summarised?: boolean
}

const row = (id: string, { unansweredSince, lastAt, acceptedAt, closedAt, roomNumber, summarised }: Given = {}) => ({
  id,
  view: {
    status: closedAt === undefined ? ('open' as const) : ('closed' as const),
    unansweredSince: unansweredSince ?? null,
    lastMessage: lastAt === undefined ? null : { seq: 1, at: lastAt, from: 'agent' as const, text: '' },
    acceptedAt: acceptedAt ?? null,
    openedAt: 0,
    closedAt: closedAt ?? null,
    roomNumber: roomNumber ?? '100000',
    ...(summarised !== undefined && {
      staff: { legId: null, summarised, categoryPath: [], invited: false, score: null },
    }),
  },
})

const ids = (sections: readonly Section<{ id: string; view: ReturnType<typeof row>['view'] }>[]) =>
  Object.fromEntries(sections.map(({ name, rows }) => [name, rows.map(({ id }) => id)]))

describe('sectionsOf', () => {
  it('CON-05: keeps ended dialogues without 小结 apart, before those that have it', () => {
    const rows = [row('a', { closedAt: 5, summarised: true }), row('b', { closedAt: 4, summarised: false })]
    const sections = sectionsOf(rows)
    expect(ids(sections)).toEqual({ unanswered: [], answered: [], unsummarised: ['b'], ended: ['a'] })
    expect(neighbour(sections, undefined, 1)).toBe('b')
  })

  it('puts the longest wait first among those who wait for an answer', () => {
    const sections = sectionsOf([
      row('short', { unansweredSince: 300 }),
      row('long', { unansweredSince: 100 }),
      row('middle', { unansweredSince: 200 }),
    ])
    expect(ids(sections)).toEqual({
      unanswered: ['long', 'middle', 'short'],
      answered: [],
      unsummarised: [],
      ended: [],
    })
  })

  it('puts the latest first among the answered, where a fresh dialogue counts from its acceptance', () => {
    const sections = sectionsOf([
      row('old', { lastAt: 100 }),
      row('fresh', { acceptedAt: 250 }),
      row('new', { lastAt: 300, acceptedAt: 10 }),
    ])
    expect(ids(sections).answered).toEqual(['new', 'fresh', 'old'])
  })

  it('counts an ended dialogue as ended although a question was left open', () => {
    const sections = sectionsOf([row('a', { unansweredSince: 1, closedAt: 5 }), row('b', { closedAt: 9 })])
    expect(ids(sections)).toEqual({ unanswered: [], answered: [], unsummarised: [], ended: ['b', 'a'] })
  })
})

describe('sectionsOf in another order', () => {
  it('puts the latest message first in both sections that go on', () => {
    const rows = [
      row('a', { unansweredSince: 1, lastAt: 10 }),
      row('b', { unansweredSince: 2, lastAt: 40 }),
      row('c', { lastAt: 20 }),
      row('d', { lastAt: 30 }),
    ]
    expect(ids(sectionsOf(rows, 'latest'))).toEqual({
      unanswered: ['b', 'a'],
      answered: ['d', 'c'],
      unsummarised: [],
      ended: [],
    })
  })

  it('counts through the room numbers, and never moves a dialogue to another section', () => {
    const rows = [
      row('a', { unansweredSince: 1, roomNumber: '920001' }),
      row('b', { unansweredSince: 2, roomNumber: '010002' }),
      row('c', { closedAt: 1, roomNumber: '000001' }),
    ]
    expect(ids(sectionsOf(rows, 'room'))).toEqual({
      unanswered: ['b', 'a'],
      answered: [],
      unsummarised: [],
      ended: ['c'],
    })
  })
})

describe('heldSections', () => {
  it('leaves a row where it stood although it was answered meanwhile', () => {
    const before = sectionsOf([row('a', { unansweredSince: 1 }), row('b', { unansweredSince: 2 })])
    const now = sectionsOf([row('a', { lastAt: 9 }), row('b', { unansweredSince: 2 })])
    expect(ids(heldSections(before, now))).toEqual({
      unanswered: ['a', 'b'],
      answered: [],
      unsummarised: [],
      ended: [],
    })
  })

  it('adds what is new at the end of its section and drops what is gone', () => {
    const before = sectionsOf([row('a', { unansweredSince: 5 }), row('gone', { unansweredSince: 6 })])
    const now = sectionsOf([row('a', { unansweredSince: 5 }), row('older', { unansweredSince: 1 })])
    expect(ids(heldSections(before, now)).unanswered).toEqual(['a', 'older'])
  })

  it('shows what a row says now, not what it said when it was held', () => {
    const before = sectionsOf([row('a', { unansweredSince: 5 })])
    const [unanswered] = heldSections(before, sectionsOf([row('a', { unansweredSince: 7 })]))
    expect(unanswered?.rows[0]?.view.unansweredSince).toBe(7)
  })

  it('never loses or doubles a row and never moves two known ones past each other', () => {
    const dialogue = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      wait: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      closed: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    })
    const list = fc.uniqueArray(dialogue, { selector: ({ id }) => id }).map((all) =>
      sectionsOf(
        all.map(({ id, wait, closed }) =>
          row(id, {
            ...(wait !== undefined && { unansweredSince: wait }),
            ...(closed !== undefined && { closedAt: closed }),
          }),
        ),
      ),
    )
    const flat = (sections: Parameters<typeof ids>[0]) => sections.flatMap(({ rows }) => rows.map(({ id }) => id))
    fc.assert(
      fc.property(list, list, (before, now) => {
        const held = flat(heldSections(before, now))
        expect(held.toSorted()).toEqual(flat(now).toSorted())
        const known = flat(before).filter((id) => held.includes(id))
        expect(held.filter((id) => known.includes(id))).toEqual(known)
      }),
    )
  })
})

describe('neighbour', () => {
  const sections = sectionsOf([row('a', { unansweredSince: 1 }), row('b', { lastAt: 2 }), row('c', { closedAt: 3 })])

  it('walks over the borders of sections and round the ends', () => {
    expect(neighbour(sections, 'a', 1)).toBe('b')
    expect(neighbour(sections, 'c', 1)).toBe('a')
    expect(neighbour(sections, 'a', -1)).toBe('c')
  })

  it('begins at the longest wait from nowhere, and knows nothing in an empty list', () => {
    expect(neighbour(sections, undefined, 1)).toBe('a')
    expect(neighbour(sections, 'not listed', -1)).toBe('c')
    expect(neighbour(sectionsOf([]), 'a', 1)).toBeUndefined()
  })
})
