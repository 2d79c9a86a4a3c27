import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../torture/random'

/** How fast the visitors live, and their chance. */
export interface Pace {
  /** 2: everything takes half the time. */
  readonly speed: number
  readonly random: Random
  /** Aborted: everybody stops where he is. */
  readonly signal: AbortSignal
}

/** In the middle of whatever he does, a visitor is told to stop. */
export class Stopped extends Error {}

/** A time from `from` to `to` seconds passes, of the visitors' own seconds. Throws Stopped when they are to stop. */
export async function pause(pace: Pace, from: number, to = from): Promise<void> {
  if (pace.signal.aborted) throw new Stopped()
  const seconds = from + pace.random() * (to - from)
  try {
    await sleep((seconds * 1_000) / pace.speed, undefined, { signal: pace.signal })
  } catch {
    throw new Stopped()
  }
}

/** One of a list that is not empty. */
export function pick<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(random() * items.length)] ?? items[0]
}
