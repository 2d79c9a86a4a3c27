import type { MadeEvent } from './world.testing'

/** By what a merchant has his figures counted, read from the log alone. */
export interface Decided {
  readonly firstReplySeconds: number
  readonly replySeconds: number
  readonly firstReplyFrom: string
  readonly validBy: string
  readonly threeMinutesOf: string
  readonly transfers: string
  readonly satisfactionOf: string
}

const usual: Decided = {
  firstReplySeconds: 30,
  replySeconds: 30,
  firstReplyFrom: 'later',
  validBy: 'visitor',
  threeMinutesOf: 'rounds',
  transfers: 'own',
  satisfactionOf: 'ratings',
}

/** When each saving takes hold: with the first quarter of an hour that begins a minute or more after it. */
const found = new WeakMap<readonly MadeEvent[], { readonly at: number; readonly to: Partial<Decided> }[]>()

function savingsIn(events: readonly MadeEvent[]) {
  const known = found.get(events)
  if (known) return known
  const savings = events
    .filter(({ type, payload }) => type === 'settings.changed' && payload.name === 'metrics')
    .map(({ at, payload }) => {
      const quarter = 15 * 60 * 1_000
      const earliest = at + 60 * 1_000
      return { at: earliest + ((quarter - (earliest % quarter)) % quarter), to: payload.to as Partial<Decided> }
    })
  found.set(events, savings)
  return savings
}

/** What had been decided by an instant and holds. */
export const decidedAt = (events: readonly MadeEvent[], instant: number): Decided =>
  savingsIn(events).reduce((decided, { at, to }) => (at <= instant ? { ...decided, ...to } : decided), usual)

/** All that held between two instants, one after the other, with when each began; 0: it had held before. */
export function decidedBetween(
  events: readonly MadeEvent[],
  from: number,
  to: number,
): { readonly at: number; readonly decided: Decided }[] {
  const begins = savingsIn(events).map(({ at }) => at)
  const first = Math.max(0, ...begins.filter((at) => at <= from))
  const instants = new Set([first, ...begins.filter((at) => at > from && at < to)])
  return [...instants].map((at) => ({ at, decided: decidedAt(events, at) }))
}
