import type { Audience } from '@keqiao/contract'
import type { Person } from '@keqiao/server/platform/operations/index'
import type { Faults } from './faults'
import type { Random } from './random'
import type { Trace } from './trace'
import type { VirtualTime } from './virtual-time'

/** What every part of one run shares. */
export interface World {
  readonly time: VirtualTime
  /** Of the network and the servers; people have their own. */
  readonly random: Random
  readonly faults: Faults
  readonly trace: Trace
  /** What must never be; the first one ends the run. */
  readonly violations: string[]
}

/** Somebody with a browser. */
export interface Somebody {
  readonly person: Person
  readonly audience: Audience
  /** `A visitor 1`, for reading traces. */
  readonly label: string
  /** Stands in every text of this merchant, so that a text in the wrong hands is seen. */
  readonly merchant: string
  /** Of a member: how many dialogues he may hold. */
  readonly capacity: number
}

/** A promise that never settles: what a dead process would have answered. */
export const never = new Promise<never>(() => {})
