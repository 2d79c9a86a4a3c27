import { describe, expect, it } from 'vitest'
import type { BusinessHours } from '../schedule/business-hours'
import { replyDue, type ReplyFacts } from './reply-time'

const always: BusinessHours = { always: true, timeZone: 'UTC', weekly: [], exceptions: [] }
const at = (text: string) => Date.parse(`2026-11-${text}Z`)
const times = { first: 30_000, later: 180_000 }
const due = (facts: Partial<ReplyFacts>, hours = always, watchedSince = 0) =>
  replyDue({ unansweredSince: null, legOpenedAt: null, agentMessageCount: 0, ...facts }, times, { hours, watchedSince })

describe('an answer (RTE-13)', () => {
  const accepted = at('30T10:00:00')

  it('is due by which it is, and only to somebody who waits for an agent', () => {
    const unansweredSince = accepted + 5_000
    expect(due({ unansweredSince, legOpenedAt: accepted })).toEqual({
      kind: 'first',
      since: unansweredSince,
      allowedMs: 30_000,
      dueAt: unansweredSince + 30_000,
    })
    expect(due({ unansweredSince, legOpenedAt: accepted, agentMessageCount: 2 })).toMatchObject({
      kind: 'later',
      dueAt: unansweredSince + 180_000,
    })
    expect(due({ legOpenedAt: accepted })).toBeNull()
    expect(due({ unansweredSince })).toBeNull()
  })

  it('is not late by the time in the line, nor by the time in which nobody ran the service', () => {
    const unansweredSince = accepted - 600_000
    expect(due({ unansweredSince, legOpenedAt: accepted })).toMatchObject({ since: accepted })
    const watchedSince = accepted + 3_600_000
    expect(due({ unansweredSince, legOpenedAt: accepted }, always, watchedSince)).toMatchObject({ since: watchedSince })
  })

  it('counts business time only', () => {
    const day = (weekday: 1 | 2) => [
      { weekday, from: 9 * 60, to: 12 * 60 },
      { weekday, from: 13 * 60, to: 18 * 60 },
    ]
    const hours: BusinessHours = { ...always, always: false, weekly: [...day(1), ...day(2)] }
    // A Monday. Asked ten seconds before lunch, a first answer is twenty seconds late for it.
    const facts = { unansweredSince: at('30T11:59:50'), legOpenedAt: at('30T11:00:00') }
    expect(due(facts, hours)?.dueAt).toBe(at('30T13:00:20'))
    expect(due({ ...facts, unansweredSince: at('30T17:59:50') }, hours)?.dueAt).toBe(Date.parse('2026-12-01T09:00:20Z'))
    expect(due({ ...facts, unansweredSince: at('30T20:00:00') }, hours)?.dueAt).toBe(Date.parse('2026-12-01T09:00:30Z'))
    expect(due(facts, { ...always, always: false })).toBeNull()
  })
})
