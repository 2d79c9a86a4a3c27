import { operations, reports, type ReportKey } from '@keqiao/contract'
import { metric } from '@keqiao/domain'
import type { History } from './make-history.testing'
import type { House } from './prove.testing'

/** What somebody could have got wrong: in what is counted, or in what is read of it. */
export interface Mistake {
  readonly rules?: metric.FigureRules
  /** Which members' rows a report leaves room for. */
  readonly shows?: (history: History) => readonly string[]
}

const bent = (changes: Partial<metric.FigureRules>): Mistake => ({ rules: { ...metric.figureRules, ...changes } })

/** Formulas with a mistake in them; the proof has to see each. */
export const sabotages: Readonly<Record<string, Mistake>> = {
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
  'first-reply-in-a-minute': bent({ firstReplyInTimeMs: () => 60_000 }),
  'a-minute-is-in-time': bent({ replyInTimeMs: () => 60_000 }),
  'absent-at-work': bent({ isAtWork: () => true }),
  'ignores-settings-version': bent({ settingsAt: ([first]) => first ?? metric.settingsSpanAtFirst }),
  'settings-rewrite-past': bent({ settingsAt: (history) => history.at(-1) ?? metric.settingsSpanAtFirst }),
  'first-reply-in-half-a-minute': bent({ firstReplyInTimeMs: () => 30_000 }),
  'half-a-minute-is-in-time': bent({ replyInTimeMs: () => 30_000 }),
  'first-reply-from-the-later': bent({
    firstReplyFrom: ({ acceptedAt, askedAt }) => Math.max(acceptedAt, askedAt ?? acceptedAt),
  }),
  'valid-by-visitor': bent({ isValid: ({ visitor }) => visitor > 0 }),
  'rounds-for-visitors': bent({ countsVisitors: () => false }),
  'each-transfer-a-session': bent({ isOneSession: () => false }),
  'no-transfer-a-session': bent({ isOneSession: () => true }),
  'satisfied-of-ratings': bent({ isAskedForSatisfaction: ({ rated }) => rated }),
  'unasked-ratings-left-out': bent({
    isAskedForSatisfaction: ({ rated, invited, isSession }, { satisfactionOf }) =>
      ({ ratings: rated, invites: invited, dialogues: isSession })[satisfactionOf],
  }),
  'disabled-left-out': { shows: ({ activeIds }) => activeIds },
}

/** The house as it would be with a mistake in what it reads. */
export function withMistake(house: House, history: History, { shows }: Mistake): House {
  if (!shows) return house
  return {
    ...house,
    ask(actor, operation, input, now) {
      const { report, memberIds = history.memberIds } = input as { report?: ReportKey; memberIds?: readonly string[] }
      const hasMembers =
        operation === operations.report.get && report && reports[report].rows.includes('member' as never)
      if (!hasMembers) return house.ask(actor, operation, input, now)
      const shown = memberIds.filter((id) => shows(history).includes(id))
      // Nobody of these: a report is of all where no member is named.
      const nobody = [history.tenantId]
      const asked = { ...(input as object), memberIds: shown.length > 0 ? shown : nobody }
      return house.ask(actor, operation, asked, now)
    },
  }
}
