import type { ConversationRow } from './conversation.row'
import { seenEveryMs } from './visitor-watch'

/** Since when the visitor has had no connection; null while he has one, and for one who never had any. */
export function visitorGoneAt(
  { visitor_here, visitor_seen_at }: Pick<ConversationRow, 'visitor_here' | 'visitor_seen_at'>,
  now: number,
): number | null {
  if (visitor_seen_at === null) return null
  // His node would have said so again by now, if it were still there.
  const isFresh = now - visitor_seen_at < 2 * seenEveryMs
  return visitor_here && isFresh ? null : visitor_seen_at
}
