/** A source of chance that says the same for the same seed (mulberry32). */
export interface Chance {
  /** From 0 to below 1. */
  next(): number
  /** A whole number, both ends included. */
  between(low: number, high: number): number
  is(probability: number): boolean
  pick<Value>(values: readonly Value[]): Value
  /** A UUIDv7 of an instant. */
  id(at: number): string
}

export function createChance(seed: number): Chance {
  let state = (seed * 2_654_435_761) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const hex = (digits: number) => Array.from({ length: digits }, () => between(0, 15).toString(16)).join('')
  return {
    next,
    between,
    is: (probability) => next() < probability,
    pick(values) {
      const value = values[between(0, values.length - 1)]
      if (value === undefined) throw new Error('nothing to pick from')
      return value
    },
    id(at) {
      const time = at.toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
    },
  }
}
