import { describe, expect, it } from 'vitest'
import { unreadMailDueAt } from './unread-mail'

const minute = 60_000
const times = { goneMs: 5 * minute, againMs: 30 * minute }
const facts = { visitorGoneAt: 10 * minute, firstUnreadAt: 12 * minute, lastMailedAt: null, watchedSince: 0 }

describe('VIS-02: the mail that gathers what a visitor has not read', () => {
  it('is due five minutes after he left and the first unread word was said, whichever is later', () => {
    expect(unreadMailDueAt(facts, times)).toBe(17 * minute)
    expect(unreadMailDueAt({ ...facts, firstUnreadAt: 3 * minute }, times)).toBe(15 * minute)
  })

  it('is not due while he is here, or has read everything', () => {
    expect(unreadMailDueAt({ ...facts, visitorGoneAt: null }, times)).toBeNull()
    expect(unreadMailDueAt({ ...facts, firstUnreadAt: null }, times)).toBeNull()
  })

  it('keeps its distance to the one before', () => {
    expect(unreadMailDueAt({ ...facts, lastMailedAt: 11 * minute }, times)).toBe(41 * minute)
  })

  it('does not take our own absence for his', () => {
    expect(unreadMailDueAt({ ...facts, watchedSince: 60 * minute }, times)).toBe(65 * minute)
  })
})
