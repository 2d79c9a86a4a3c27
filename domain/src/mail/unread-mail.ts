/** What is looked at to know when a visitor who left is written to. Instants are epoch milliseconds. */
export interface UnreadMailFacts {
  /** Since when he has had no connection; null: he is here, or never had one. */
  readonly visitorGoneAt: number | null
  /** When the first word of an agent was said that he has neither read nor been sent; null: there is none. */
  readonly firstUnreadAt: number | null
  /** When he was last sent what he had not read; null: never. */
  readonly lastMailedAt: number | null
  /** Since when somebody has been watching without a pause: who lost us while we were away did not leave. */
  readonly watchedSince: number
}

/** Milliseconds. */
export interface UnreadMailTimes {
  /** How long he must be gone, and the first unread word be said: an agent mostly says several. */
  readonly goneMs: number
  /** At least this long between two mails. */
  readonly againMs: number
}

/** When the mail that gathers what a visitor has not read is due; null: nothing is, as it stands. */
export function unreadMailDueAt(facts: UnreadMailFacts, { goneMs, againMs }: UnreadMailTimes): number | null {
  const { visitorGoneAt, firstUnreadAt, lastMailedAt, watchedSince } = facts
  if (visitorGoneAt === null || firstUnreadAt === null) return null
  const quiet = Math.max(visitorGoneAt, firstUnreadAt, watchedSince) + goneMs
  return lastMailedAt === null ? quiet : Math.max(quiet, lastMailedAt + againMs)
}
