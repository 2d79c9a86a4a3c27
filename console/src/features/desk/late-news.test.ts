import { expect, it } from 'vitest'
import { lateSince } from './late-news'
import { usualThresholds } from './waiting-time'

const dialogue = (unansweredSince: number | null, agentMessageCount = 0) => [
  { id: 'a', view: { status: 'open' as const, unansweredSince, agentMessageCount, roomNumber: '000001' } },
]

it('RTE-13: tells the agent once when an answer is late, and once when it is too late', () => {
  const steps = [10_000, 20_000, 25_000, 30_000, 90_000]
  let told = lateSince(new Map(), dialogue(0), 0, usualThresholds).told
  const heard = steps.map((now) => {
    const found = lateSince(told, dialogue(0), now, usualThresholds)
    told = found.told
    return found.news.map(({ urgency }) => urgency)
  })
  expect(heard).toEqual([[], ['amber'], [], ['red'], []])
})

it('RTE-13: begins anew with the next message, and says nothing of what is answered or over', () => {
  const first = lateSince(new Map(), dialogue(0), 40_000, usualThresholds)
  expect(first.news).toHaveLength(1)
  expect(lateSince(first.told, dialogue(null, 1), 41_000, usualThresholds)).toEqual({ news: [], told: new Map() })
  expect(lateSince(first.told, dialogue(50_000, 1), 120_000, usualThresholds).news).toMatchObject([
    { urgency: 'amber' },
  ])
})
