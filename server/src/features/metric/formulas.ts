import type { ReportColumn, ReportDimension } from '@keqiao/contract'
import type { metric } from '@keqiao/domain'

/** A sum of measures; one with a minus is taken away. */
export type Terms = readonly (metric.Measure | `-${metric.Measure}`)[]

/** How a column is made from sums: a sum, or one sum divided by another. docs/metrics.md says the same in words. */
export interface Formula {
  readonly top: Terms
  readonly bottom?: Terms
}

/** What a visit that ended in words for later came to. */
const visitMessages = ['queueMessages', 'unstaffedMessages'] as const
const work = ['onlineMs', 'busyMs', 'awayMs'] as const

/** Every column but those that say what a row is about. */
export const formulas: Readonly<Record<Exclude<ReportColumn, ReportDimension>, Formula>> = {
  visits: { top: ['visits'] },
  accepted: { top: ['accepted'] },
  abandoned: { top: ['abandoned'] },
  visitMessages: { top: visitMessages },
  connectRate: { top: ['accepted'], bottom: ['visits'] },
  validSessions: { top: ['validSessions'] },
  invalidSessions: { top: ['accepted', '-validSessions'] },
  queued: { top: ['queued'] },
  queueRate: { top: ['queued'], bottom: ['accepted', ...visitMessages] },
  queueAbandonRate: { top: ['abandoned'], bottom: ['queued'] },
  meanWait: { top: ['waitMs'], bottom: ['queuedAccepted'] },
  longestWait: { top: ['longestWaitMs'] },
  meanAbandonWait: { top: ['abandonWaitMs'], bottom: ['abandoned'] },
  dialogues: { top: ['dialogues'] },
  validDialogues: { top: ['validDialogues'] },
  invalidDialogues: { top: ['dialogues', '-validDialogues'] },
  visitorDialogues: { top: ['visitorDialogues'] },
  transfersIn: { top: ['transfersIn'] },
  transfersOut: { top: ['transfersOut'] },
  transferRate: { top: ['transfersOut'], bottom: ['dialogues'] },
  repliedDialogues: { top: ['repliedDialogues'] },
  dialogueReplyRate: { top: ['repliedDialogues'], bottom: ['dialogues'] },
  meanFirstReply: { top: ['firstReplyMs'], bottom: ['repliedDialogues'] },
  firstReplyInTimeRate: { top: ['firstRepliesInTime'], bottom: ['dialoguesWithRound'] },
  rounds: { top: ['rounds'] },
  meanReply: { top: ['replyMs'], bottom: ['repliedRounds'] },
  replyInTimeRate: { top: ['repliesInTime'], bottom: ['rounds'] },
  threeMinuteRate: { top: ['dayRoundsInThree'], bottom: ['dayRounds'] },
  agentMessages: { top: ['agentMessages'] },
  visitorMessages: { top: ['visitorMessages'] },
  answerRatio: { top: ['agentMessages'], bottom: ['visitorMessages'] },
  closedDialogues: { top: ['closedDialogues'] },
  totalDuration: { top: ['durationMs'] },
  meanDuration: { top: ['durationMs'], bottom: ['closedDialogues'] },
  closedValidDialogues: { top: ['closedValidDialogues'] },
  meanValidDuration: { top: ['validDurationMs'], bottom: ['closedValidDialogues'] },
  longestDuration: { top: ['longestMs'] },
  invites: { top: ['invites'] },
  inviteRate: { top: ['invites'], bottom: ['validDialogues'] },
  ratings: { top: ['ratings'] },
  participationRate: { top: ['ratings'], bottom: ['invites'] },
  rated5: { top: ['rated5'] },
  rated4: { top: ['rated4'] },
  rated3: { top: ['rated3'] },
  rated2: { top: ['rated2'] },
  rated1: { top: ['rated1'] },
  satisfactionRate: { top: ['rated5', 'rated4'], bottom: ['satisfactionBase'] },
  firstSignIn: { top: ['firstSignInAt'] },
  lastSignOut: { top: ['lastSignOutAt'] },
  onlineTime: { top: ['onlineMs'] },
  busyTime: { top: ['busyMs'] },
  awayTime: { top: ['awayMs'] },
  workTime: { top: work },
  onlineShare: { top: ['onlineMs'], bottom: work },
  busyShare: { top: ['busyMs'], bottom: work },
  awayShare: { top: ['awayMs'], bottom: work },
  statusChanges: { top: ['statusChanges'] },
  offlineMessages: { top: ['offlineMessages'] },
  openMessages: { top: ['offlineMessages', '-repliedMessages'] },
  repliedMessages: { top: ['repliedMessages'] },
  offlineMessageRate: { top: ['offlineMessages'], bottom: ['visits'] },
  messageReplyRate: { top: ['repliedMessages'], bottom: ['offlineMessages'] },
  meanMessageReply: { top: ['messageReplyMs'], bottom: ['repliedMessages'] },
}

/** Columns that are null, not 0, where nothing was. */
const nullWhereNothing: ReadonlySet<ReportColumn> = new Set([
  'longestWait',
  'longestDuration',
  'firstSignIn',
  'lastSignOut',
])

const means: ReadonlySet<ReportColumn> = new Set([
  'meanWait',
  'meanAbandonWait',
  'meanFirstReply',
  'meanReply',
  'meanDuration',
  'meanValidDuration',
  'meanMessageReply',
])

/** Measures a term list needs. */
export const measuresOf = (terms: Terms): metric.Measure[] =>
  terms.map((term) => (term.startsWith('-') ? term.slice(1) : term) as metric.Measure)

/** The value of a sum; undefined: none of its measures is there. */
export function sumOf(terms: Terms, measured: metric.Measured): number | undefined {
  let sum: number | undefined
  for (const term of terms) {
    const isTaken = term.startsWith('-')
    const value = measured[(isTaken ? term.slice(1) : term) as metric.Measure]
    if (value !== undefined && value !== null) sum = (sum ?? 0) + (isTaken ? -value : value)
  }
  return sum
}

/** The value of a column: shares as fractions, means in whole milliseconds, null where nothing stands below the line. */
export function valueOf(column: Exclude<ReportColumn, ReportDimension>, measured: metric.Measured): number | null {
  const { top, bottom } = formulas[column]
  const upper = sumOf(top, measured)
  if (!bottom) return upper ?? (nullWhereNothing.has(column) ? null : 0)
  const lower = sumOf(bottom, measured) ?? 0
  if (lower === 0) return null
  const quotient = (upper ?? 0) / lower
  return means.has(column) ? Math.round(quotient) : quotient
}

/** All measures that some columns are made from. */
export function measuresFor(columns: readonly ReportColumn[]): metric.Measure[] {
  const needed = columns.flatMap((column) => {
    if (!(column in formulas)) return []
    const { top, bottom = [] } = formulas[column as keyof typeof formulas]
    return [...measuresOf(top), ...measuresOf(bottom)]
  })
  return [...new Set(needed)]
}
