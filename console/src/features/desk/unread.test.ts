import { describe, expect, it } from 'vitest'
import { unreadCount } from './unread'

const dialogue = (status: 'open' | 'closed', visitorMessageCount: number, unansweredCount: number) => ({
  view: { status, visitorMessageCount },
  unansweredCount,
})

describe('unreadCount', () => {
  it('counts what came since this browser showed the dialogue', () => {
    expect(unreadCount(dialogue('open', 12, 3), 10)).toBe(2)
    expect(unreadCount(dialogue('open', 12, 3), 12)).toBe(0)
  })

  it('counts from the last answer where this browser never showed it', () => {
    expect(unreadCount(dialogue('open', 12, 3), undefined)).toBe(3)
  })

  it('never shows a number at an ended dialogue, and never a negative one', () => {
    expect(unreadCount(dialogue('closed', 12, 3), undefined)).toBe(0)
    expect(unreadCount(dialogue('open', 2, 0), 5)).toBe(0)
  })
})
