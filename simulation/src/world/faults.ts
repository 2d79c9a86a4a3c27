import type { Random } from './random'

/** Everything that goes wrong, with how often at most, per opportunity. Each seed draws its own share of these. */
const worstRates = {
  /** A connection attempt leads nowhere. */
  connectFailed: 0.25,
  /** The connection breaks, and both ends hear of it. */
  socketDropped: 0.006,
  /** The connection is dead, and nobody hears of it. */
  socketHalfOpen: 0.003,
  /** Everything behind it on this connection waits too. */
  frameDelayed: 0.05,
  /** An event frame never arrives although the connection lives. */
  eventDropped: 0.06,
  eventDuplicated: 0.06,
  /** Frames sent later arrive before it. */
  eventReordered: 0.06,
  /** The client reads too slowly and is cut by the gateway. */
  receiverSlow: 0.002,
  /** The bus between nodes forgets events for one node. */
  busLost: 0.08,
  busDuplicated: 0.08,
  busDelayed: 0.1,
  /** The process dies; what is committed stays. */
  nodeCrashed: 0.03,
  /** The process dies between COMMIT and the acknowledgement. */
  commitThenCrash: 0.01,
  /** The transaction never reached its COMMIT. */
  transactionLost: 0.01,
  /** It committed, but the server does not know and says `unavailable`. */
  outcomeUnknown: 0.01,
  /** The decision is made on a state that somebody changed meanwhile. */
  staleRead: 0.3,
  /** The node tells its clients to go elsewhere. */
  nodeDrained: 0.02,
  /** The page is loaded anew; only its storage survives. */
  pageReloaded: 0.04,
  /** The machine sleeps: its socket dies unheard and its timers stand still. */
  pageHidden: 0.02,
  /** The machine has no network for a while. */
  pageOffline: 0.02,
} as const

export type FaultKind = keyof typeof worstRates

/** Every kind of fault, in a fixed order. */
export const faultKinds = Object.keys(worstRates) as readonly FaultKind[]

/** How often each kind struck. */
export type FaultCounts = Record<FaultKind, number>

/** Counts at zero. */
export function noFaults(): FaultCounts {
  return Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as FaultCounts
}

/** What goes wrong in one run. */
export interface Faults {
  readonly counts: FaultCounts
  /** Whether it goes wrong now; counts it. */
  strikes(kind: FaultKind): boolean
  /** From now on all is well. */
  heal(): void
}

/** Draws a rate for each kind; about a third of the kinds rest in any one run, so that the others are seen alone. */
export function createFaults(random: Random, possible: (kind: FaultKind) => boolean): Faults {
  const rates = new Map(
    faultKinds.map((kind) => [kind, possible(kind) && !random.chance(0.3) ? random.next() * worstRates[kind] : 0]),
  )
  const counts = noFaults()
  let healed = false
  return {
    counts,
    strikes(kind) {
      if (healed || !random.chance(rates.get(kind) ?? 0)) return false
      counts[kind] += 1
      return true
    },
    heal() {
      healed = true
    },
  }
}
