import { dayAt, instantOf } from '@keqiao/domain'
import type { PastConversation } from './past-conversation'

/** What the past turned out to be, measured on what was written. */
export interface Measured {
  readonly conversations: number
  readonly served: number
  readonly abandoned: number
  readonly offlineMessages: number
  readonly messages: number
  readonly ratings: number
  readonly summaries: number
  /** In the streams of conversations. */
  readonly events: number
  /** Messages of a 有效 dialogue that was served. */
  readonly medianMessages: number
  readonly p90Messages: number
  /** The hours with most openings, by the merchant's clocks, each more than its neighbours; most first. */
  readonly peakHours: readonly number[]
}

export interface Tally {
  count(conversation: PastConversation): void
  countLeft(count: number): void
  /** How many conversations were counted so far. */
  counted(): number
  measured(): Measured
}

export function createTally(timeZone: string): Tally {
  const hours = Array.from({ length: 24 }, () => 0)
  const lengths: number[] = []
  const sums = {
    conversations: 0,
    served: 0,
    abandoned: 0,
    offlineMessages: 0,
    messages: 0,
    events: 0,
    ratings: 0,
    summaries: 0,
  }
  return {
    count({ row, events, sequel }) {
      const messages = row.visitor_message_count + row.agent_message_count
      sums.conversations += 1
      sums.messages += messages
      sums.events += events.length
      sums.summaries += sequel.summaries.length
      if (sequel.rating) sums.ratings += 1
      if (row.accepted_at === null) sums.abandoned += 1
      else sums.served += 1
      if (row.accepted_at !== null && row.visitor_message_count > 0) lengths.push(messages)
      const hour = Math.floor((row.opened_at - instantOf(dayAt(row.opened_at, timeZone), 0, timeZone)) / 3_600_000)
      hours[hour % 24] = (hours[hour % 24] ?? 0) + 1
    },
    countLeft(count) {
      sums.offlineMessages += count
    },
    counted: () => sums.conversations,
    measured() {
      const sorted = lengths.toSorted((a, b) => a - b)
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
      return { ...sums, medianMessages: at(0.5), p90Messages: at(0.9), peakHours: peaksOf(hours) }
    },
  }
}

function peaksOf(hours: readonly number[]): number[] {
  const at = (hour: number) => hours[hour] ?? 0
  return hours
    .map((count, hour) => ({ count, hour }))
    .filter(({ count, hour }) => count > at(hour - 1) && count > at(hour + 1))
    .sort((a, b) => b.count - a.count)
    .map(({ hour }) => hour)
}
