import { metric } from '@keqiao/domain'

const bent = (changes: Partial<metric.FigureRules>): metric.FigureRules => ({ ...metric.figureRules, ...changes })

/** Formulas with a mistake in them; the proof has to see each. */
export const sabotages: Readonly<Record<string, metric.FigureRules>> = {
  'valid-by-agent': bent({ isValid: ({ agent }) => agent > 0 }),
  'first-reply-from-accept': bent({ firstReplyFrom: ({ acceptedAt }) => acceptedAt }),
  'automatic-counted': bent({ isHumanReply: () => true }),
  'open-dialogues-last': bent({ durationOf: ({ at, closedAt }, lastAt) => (closedAt ?? lastAt) - at }),
  'inviter-only': bent({ countsRating: ({ isFirst, invitedBy }) => isFirst && invitedBy === 'agent' }),
  'last-rating-counts': bent({ countsRating: () => true }),
  'abandoned-as-message': bent({ leftAs: () => 'offline-message' }),
  'days-of-utc': bent({ zoneOf: () => 'UTC' }),
  'transfers-twice': bent({ transfersOutOf: (end) => (end === 'transfer' ? 2 : 0) }),
  'released-is-transferred': bent({ transfersOutOf: (end) => Number(end === 'transfer' || end === 'system') }),
  'everything-taken-over': bent({ isTransferIn: () => true }),
  'round-from-last-word': bent({ roundFrom: (_since, now) => now }),
  'three-minutes-at-night': bent({ isDayHour: () => true }),
  'everybody-queued': bent({ queuedFromMs: 0 }),
  'a-minute-is-in-time': bent({ inTimeMs: 60_000 }),
  'absent-at-work': bent({ isAtWork: () => true }),
}
