import type { ConversationView } from '@keqiao/contract'
import { describe, expect, it } from 'vitest'
import { newsSince, nothingHeard } from './alert-news'

const view = (id: string, visitorMessageCount = 0, text = '在吗') =>
  ({
    id,
    roomNumber: '482913',
    status: 'open',
    visitorMessageCount,
    lastMessage: { seq: 1, at: 1, from: 'visitor', text },
  }) as unknown as ConversationView
const now = (waiting: string[], counts: Record<string, number>, inView?: string, open: string[] = []) => ({
  desk: { status: 'online' as const, waiting: waiting.map((id) => view(id)), open: open.map((id) => view(id, 1)) },
  dialogues: Object.entries(counts).map(([id, count]) => ({ id, view: view(id, count) })),
  inView,
})

describe('newsSince', () => {
  it('takes what is there at first as no news', () => {
    expect(newsSince(nothingHeard, now(['w'], { a: 3 })).news).toEqual([])
  })

  it('tells who is new in the line, once, and nobody to somebody who is away', () => {
    const { heard } = newsSince(nothingHeard, now([], {}))
    const next = newsSince(heard, now(['w'], {}))
    expect(next.news).toEqual([{ kind: 'waiting', id: 'w', room: '482913' }])
    expect(newsSince(next.heard, now(['w'], {})).news).toEqual([])
    const away = { ...now(['w'], {}), desk: { status: 'away' as const, waiting: [view('w')], open: [] } }
    expect(newsSince(heard, away).news).toEqual([])
  })

  it('tells of a message, but not of the dialogue somebody looks at, nor of an answer', () => {
    const { heard } = newsSince(nothingHeard, now([], { a: 1, b: 1 }))
    expect(newsSince(heard, now([], { a: 2, b: 1 })).news).toMatchObject([{ kind: 'message', id: 'a', text: '在吗' }])
    expect(newsSince(heard, now([], { a: 2, b: 1 }, 'a')).news).toEqual([])
    expect(newsSince(heard, now([], { a: 1, b: 1 })).news).toEqual([])
  })

  it('takes a dialogue that has just become ours as known', () => {
    const { heard } = newsSince(nothingHeard, now([], {}))
    expect(newsSince(heard, now([], { a: 5 })).news).toEqual([])
  })

  it('tells of a dialogue that routing or a colleague gave, once, and not of the one somebody looks at', () => {
    const { heard } = newsSince(nothingHeard, now([], {}, undefined, ['a']))
    const next = newsSince(heard, now([], {}, undefined, ['a', 'b']))
    expect(next.news).toEqual([{ kind: 'given', id: 'b', room: '482913', text: '在吗' }])
    expect(newsSince(next.heard, now([], {}, undefined, ['a', 'b'])).news).toEqual([])
    expect(newsSince(heard, now([], {}, 'b', ['a', 'b'])).news).toEqual([])
  })
})
