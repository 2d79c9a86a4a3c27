/** How urgent an unanswered visitor is: grey, amber with a clock, red with a triangle. */
export type Urgency = 'calm' | 'amber' | 'red'

/** Milliseconds; the defaults of the design reference. A merchant's own come with his settings. */
export const waitingThresholds = {
  firstReply: { amberMs: 20_000, redMs: 30_000 },
  laterReply: { amberMs: 60_000, redMs: 180_000 },
} as const

/** @param waitedMs since the first unanswered message. @param answeredBefore an agent has said something already. */
export function urgencyOf(waitedMs: number, answeredBefore: boolean): Urgency {
  const { amberMs, redMs } = answeredBefore ? waitingThresholds.laterReply : waitingThresholds.firstReply
  if (waitedMs >= redMs) return 'red'
  return waitedMs >= amberMs ? 'amber' : 'calm'
}

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** `m:ss`, from one hour `h:mm:ss`. A clock that runs behind never shows a negative time. */
export function formatWaiting(waitedMs: number): string {
  const seconds = Math.max(0, Math.floor(waitedMs / 1_000))
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${twoDigits(seconds % 60)}`
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`
}
