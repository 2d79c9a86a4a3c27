/** How urgent an unanswered visitor is: grey, amber with a clock, red with a triangle. */
export type Urgency = 'calm' | 'amber' | 'red'

/** When somebody has waited for long, and for too long; milliseconds. */
export interface WaitingThresholds {
  readonly firstReply: { readonly amberMs: number; readonly redMs: number }
  readonly laterReply: { readonly amberMs: number; readonly redMs: number }
}

/** The defaults of the design reference, until the merchant's own are known (响应时限, RTE-13). */
export const usualThresholds: WaitingThresholds = {
  firstReply: { amberMs: 20_000, redMs: 30_000 },
  laterReply: { amberMs: 60_000, redMs: 180_000 },
}

/** @param waitedMs since the first unanswered message. @param answeredBefore an agent has said something already. */
export function urgencyOf(
  waitedMs: number,
  answeredBefore: boolean,
  { firstReply, laterReply }: WaitingThresholds = usualThresholds,
): Urgency {
  const { amberMs, redMs } = answeredBefore ? laterReply : firstReply
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
