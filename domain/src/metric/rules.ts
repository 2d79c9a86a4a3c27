import { settingsAt, type FigureSettings, type SettingsHistory, type SettingsSpan } from './settings-history'

/** Limits and decisions inside the formulas. One object, so that a test can bend each and see the proof turn red. */
export interface FigureRules {
  /** Whoever waited shorter was accepted at once and did not queue. Milliseconds. */
  readonly queuedFromMs: number
  /** X of 首响X秒应答率. Milliseconds. */
  readonly firstReplyInTimeMs: (settings: FigureSettings) => number
  /** X of X秒应答率. Milliseconds. */
  readonly replyInTimeMs: (settings: FigureSettings) => number
  /** 3分钟回复率. Milliseconds. */
  readonly threeMinutesMs: number
  /** 3分钟回复率 looks at rounds that begin in these hours of the merchant's day. */
  readonly isDayHour: (hour: number) => boolean
  /** Whether an agent's message is a person's reply; an automatic one answers nobody. */
  readonly isHumanReply: (message: { readonly automatic: boolean }) => boolean
  /** 有效: who has to have said something. */
  readonly isValid: (
    said: { readonly visitor: number; readonly agent: number },
    settings: Pick<FigureSettings, 'validBy'>,
  ) => boolean
  /** From when 首响 runs. */
  readonly firstReplyFrom: (
    times: { readonly acceptedAt: number; readonly askedAt: number | null },
    settings: Pick<FigureSettings, 'firstReplyFrom'>,
  ) => number
  /** Whether 3分钟回复率 counts whoever was served, and not each round. */
  readonly countsVisitors: (settings: FigureSettings) => boolean
  /** Whether all dialogues of a conversation are one session. */
  readonly isOneSession: (settings: FigureSettings) => boolean
  /** Whether a session stands below the line of 满意率; `isSession`: it counts as one itself. */
  readonly isAskedForSatisfaction: (
    dialogue: { readonly rated: boolean; readonly invited: boolean; readonly isSession: boolean },
    settings: FigureSettings,
  ) => boolean
  /** The settings by which something is counted that happened at an instant. */
  readonly settingsAt: (history: SettingsHistory, at: number) => SettingsSpan
  /** Whether a rating counts. */
  readonly countsRating: (rating: { readonly invitedBy: 'agent' | 'end' | null; readonly isFirst: boolean }) => boolean
  /** Whether a leg that was opened counts as a dialogue taken over. */
  readonly isTransferIn: (origin: 'visitor' | 'transfer') => boolean
  /** How often a leg counts that was given away. */
  readonly transfersOutOf: (end: string) => number
  /** Milliseconds of a dialogue by now; null: it does not count yet. */
  readonly durationOf: (leg: { readonly at: number; readonly closedAt: number | null }, lastAt: number) => number | null
  /** What a visit comes to that was left in the line. */
  readonly leftAs: (outcome: 'abandoned' | 'offline-message') => 'abandoned' | 'offline-message'
  /** From when a round runs that is open since `since` and in which the visitor speaks again. */
  readonly roundFrom: (since: number, now: number) => number
  /** Whether time counts as work. */
  readonly isAtWork: (state: { readonly connected: boolean }) => boolean
  /** The name of the zone by which the day of an instant is told, of the one in force. */
  readonly zoneOf: (zone: string) => string
}

/** The definitions of metrics.md. */
export const figureRules: FigureRules = {
  queuedFromMs: 1_000,
  firstReplyInTimeMs: ({ firstReplySeconds }) => firstReplySeconds * 1_000,
  replyInTimeMs: ({ replySeconds }) => replySeconds * 1_000,
  threeMinutesMs: 180_000,
  isDayHour: (hour) => hour >= 8 && hour < 23,
  isHumanReply: ({ automatic }) => !automatic,
  isValid({ visitor, agent }, { validBy }) {
    if (validBy === 'visitor') return visitor > 0
    return agent > 0 && (validBy === 'agent' || visitor > 0)
  },
  firstReplyFrom({ acceptedAt, askedAt }, { firstReplyFrom }) {
    if (askedAt === null || firstReplyFrom === 'accepted') return acceptedAt
    return firstReplyFrom === 'asked' ? askedAt : Math.max(acceptedAt, askedAt)
  },
  countsVisitors: ({ threeMinutesOf }) => threeMinutesOf === 'visitors',
  isOneSession: ({ transfers }) => transfers === 'same',
  isAskedForSatisfaction({ rated, invited, isSession }, { satisfactionOf }) {
    // Whoever rated without being asked stands below the line too: nobody is more than all.
    if (rated || satisfactionOf === 'ratings') return rated
    return satisfactionOf === 'invites' ? invited : isSession
  },
  settingsAt,
  countsRating: ({ isFirst }) => isFirst,
  isTransferIn: (origin) => origin === 'transfer',
  transfersOutOf: (end) => (end === 'transfer' ? 1 : 0),
  durationOf: ({ at, closedAt }) => (closedAt === null ? null : closedAt - at),
  leftAs: (outcome) => outcome,
  roundFrom: (since) => since,
  isAtWork: ({ connected }) => connected,
  zoneOf: (zone) => zone,
}
