/**
 * What is counted of a subject. Figures are sums (or the greatest, or the least) of these; every report column is made
 * from them (docs/metrics.md). Counts are whole numbers, times milliseconds, instants epoch milliseconds.
 */
export const sums = [
  // of a visit, at the moment in which somebody asked for a person
  'visits',
  'accepted',
  'abandoned',
  'queueMessages',
  'unstaffedMessages',
  'validSessions',
  'queued',
  'queuedAccepted',
  'waitMs',
  'abandonWaitMs',
  // of a dialogue, at the moment of its acceptance
  'dialogues',
  'validDialogues',
  'visitorDialogues',
  'transfersIn',
  'transfersOut',
  'repliedDialogues',
  'firstReplyMs',
  'firstRepliesInTime',
  'dialoguesWithRound',
  'rounds',
  'repliedRounds',
  'replyMs',
  'repliesInTime',
  'dayRounds',
  'dayRoundsInThree',
  'agentMessages',
  'visitorMessages',
  'closedDialogues',
  'durationMs',
  'closedValidDialogues',
  'validDurationMs',
  'invites',
  'ratings',
  'rated1',
  'rated2',
  'rated3',
  'rated4',
  'rated5',
  /** What stands below the line of 满意率, by the settings of the session. */
  'satisfactionBase',
  // of an offline message, at the moment in which it was left
  'offlineMessages',
  'repliedMessages',
  'messageReplyMs',
  // of a member's time at work, at each of its moments
  'onlineMs',
  'busyMs',
  'awayMs',
  'statusChanges',
  /** Days at whose end he was still there. */
  'stayed',
] as const

export const maxima = ['longestWaitMs', 'longestMs', 'lastSignOutAt'] as const
export const minima = ['firstSignInAt'] as const
export const measures = [...sums, ...maxima, ...minima] as const

export type Measure = (typeof measures)[number]
/** Absent: nothing of it. */
export type Measured = Partial<Record<Measure, number>>

const greatest: ReadonlySet<string> = new Set(maxima)
const least: ReadonlySet<string> = new Set(minima)

/** Adds what is counted of one subject to what was counted before. */
export function addTo(total: Measured, more: Measured): void {
  for (const [key, value] of Object.entries(more) as [Measure, number][]) {
    const before = total[key]
    if (before === undefined) total[key] = value
    else if (greatest.has(key)) total[key] = Math.max(before, value)
    else if (least.has(key)) total[key] = Math.min(before, value)
    else total[key] = before + value
  }
}

/** What has to be added to a sum that holds `before`, so that it holds `after`. The greatest and the least only grow apart. */
export function difference(before: Measured, after: Measured): Measured {
  const changed: Measured = {}
  for (const key of measures) {
    const [old, now] = [before[key], after[key]]
    if (old === now) continue
    changed[key] = greatest.has(key) || least.has(key) ? now : (now ?? 0) - (old ?? 0)
  }
  return changed
}
