import { afterOpenTime, type BusinessHours } from '../schedule/business-hours'

/** What is looked at of a dialogue to know how long its visitor has been waiting for a word. Epoch milliseconds. */
export interface ReplyFacts {
  /** His first message that no human has answered; null: none. */
  readonly unansweredSince: number | null
  /** When the agent who holds it got it; null: it waits. */
  readonly legOpenedAt: number | null
  readonly agentMessageCount: number
}

/** The first word an agent says to somebody, and each later one, have times of their own (RTE-13). */
export type ReplyKind = 'first' | 'later'

/** Milliseconds within which somebody is to be answered. */
export type ReplyTimes = Readonly<Record<ReplyKind, number>>

/** A visitor who is not answered: which answer he waits for, since when, and when that is too late. */
export interface ReplyDue {
  readonly kind: ReplyKind
  readonly since: number
  readonly allowedMs: number
  readonly dueAt: number
}

export const replyKindOf = ({ agentMessageCount }: Pick<ReplyFacts, 'agentMessageCount'>): ReplyKind =>
  agentMessageCount === 0 ? 'first' : 'later'

/**
 * When the agent's answer is too late. What his visitor waited in the line is not held against him, nor is time outside
 * business hours, nor what went by while nobody ran the service (`watchedSince`, G3d). Null: nobody waits for an agent.
 */
export function replyDue(
  facts: ReplyFacts,
  times: ReplyTimes,
  { hours, watchedSince }: { readonly hours: BusinessHours; readonly watchedSince: number },
): ReplyDue | null {
  const { unansweredSince, legOpenedAt } = facts
  if (unansweredSince === null || legOpenedAt === null) return null
  const kind = replyKindOf(facts)
  const since = Math.max(unansweredSince, legOpenedAt, watchedSince)
  const dueAt = afterOpenTime(hours, since, times[kind])
  return dueAt === null ? null : { kind, since, allowedMs: times[kind], dueAt }
}
