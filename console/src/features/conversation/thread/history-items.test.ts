import type { EarlierPart, EventView } from '@keqiao/contract'
import { describe, expect, it } from 'vitest'
import { historyItems, historyTop } from './history-items'

const day = 86_400_000

const said = (seq: number, at: number): EventView =>
  ({
    seq,
    prev: seq - 1,
    type: 'message.sent',
    v: 1,
    at,
    actor: { kind: 'visitor', id: 'v', name: '林知夏' },
    payload: { from: 'visitor', authorName: '林知夏', body: { kind: 'text', text: '在吗' } },
  }) as unknown as EventView

const part = (id: string, ordinal: number, events: EventView[]): EarlierPart =>
  ({ conversation: { id, ordinal, openedAt: events[0]?.at ?? 0 }, events }) as unknown as EarlierPart

const items = (parts: EarlierPart[], pageTops = new Set<string>(), ordinal: number | null = 3) =>
  historyItems({
    parts,
    ordinal,
    openedAt: 9 * day,
    reader: { memberId: 'm', nickname: '周晓岚' },
    dayOf: (at) => Math.floor(at / day),
    pageTops,
  })

const kinds = (given: ReturnType<typeof items>) => given.map(({ kind }) => kind)

describe('historyItems', () => {
  it('puts each conversation under its divider, the present one too, and divides days inside of one', () => {
    const given = items([
      part('a', 1, [said(1, 0), said(2, day)]),
      part('b', 2, [said(1, 2 * day), said(2, 2 * day + 1)]),
    ])
    expect(kinds(given)).toEqual([
      'consultation',
      'message',
      'day',
      'message',
      'consultation',
      'message',
      'message',
      'consultation',
    ])
    expect(given.flatMap((item) => (item.kind === 'consultation' ? [item.ordinal] : []))).toEqual([1, 2, 3])
    expect(new Set(given.map(({ key }) => key)).size).toBe(given.length)
  })

  it('says nothing of a customer who was never here before, or of whom nothing is known yet', () => {
    expect(items([], new Set(), 1)).toEqual([])
    expect(items([], new Set(), null)).toEqual([])
  })

  it('keeps every row as it was when the page above cuts a conversation and another brings its beginning', () => {
    const whole = [said(1, 0), said(2, 1), said(3, 2), said(4, 3)]
    const cut = [part('a', 1, whole.slice(2))]
    const top = historyTop(cut)
    const before = items(cut)
    const joined = [part('a', 1, whole)]
    const after = items(joined, new Set(top === undefined ? [] : [top]))
    expect(kinds(before)).toEqual(['message', 'message', 'consultation'])
    expect(after.slice(-3)).toEqual(before)
    expect(historyTop(joined)).toBeUndefined()
  })
})
