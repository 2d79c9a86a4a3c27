/** Draws that look like chance and are the same for the same seed. */
export interface Random {
  /** In [0, 1). */
  fraction(): number
  /** A whole number, both ends included. */
  whole(from: number, to: number): number
  chance(share: number): boolean
  pick<Value>(values: readonly [Value, ...Value[]] | readonly Value[]): Value
  /** Each value as often as its weight says. */
  weighted<Value>(values: readonly (readonly [Value, number])[]): Value
  /** Lognormal: half of the draws lie below `median`; `sigma` 0.5 puts nine of ten below 1.9 times it. */
  around(median: number, sigma: number): number
  /** A UUIDv7 of an instant, epoch milliseconds: what is made of it lies in that instant's part of the log. */
  idAt<Id extends string>(instant: number): Id
}

/** Any text makes a seed. */
export function randomOf(seed: string): Random {
  const next = sfc32(seed)
  const fraction = () => next() / 4_294_967_296
  const random: Random = {
    fraction,
    whole: (from, to) => from + Math.floor(fraction() * (to - from + 1)),
    chance: (share) => fraction() < share,
    pick<Value>(values: readonly Value[]) {
      const value = values[Math.floor(fraction() * values.length)]
      if (value === undefined) throw new Error('there is nothing to pick from')
      return value
    },
    weighted<Value>(values: readonly (readonly [Value, number])[]) {
      let left = fraction() * values.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of values) if ((left -= weight) < 0) return value
      return random.pick(values)[0]
    },
    around: (median, sigma) => median * Math.exp(sigma * normal(fraction)),
    idAt: <Id extends string>(instant: number) => idOf(instant, next) as Id,
  }
  return random
}

/** Box and Muller. */
function normal(fraction: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction())
}

const hex = (value: number, length: number) => value.toString(16).padStart(length, '0')

function idOf(instant: number, next: () => number): string {
  const time = hex(Math.floor(instant), 12)
  const [a, b, c] = [next(), next(), next()]
  const variant = hex(0x8000 | (b & 0x3fff), 4)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(a & 0xfff, 3)}-${variant}-${hex(a >>> 16, 4)}${hex(c, 8)}`
}

/** Chris Doty-Humphrey's generator of 32 bits, small and of good quality; `Math.random` takes no seed. */
function sfc32(seed: string): () => number {
  let hash = 1_779_033_703 ^ seed.length
  const part = () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507)
    hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909)
    return (hash ^= hash >>> 16) >>> 0
  }
  for (const letter of seed) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 3_432_918_353) | 0
  let [a, b, c, counter] = [part(), part(), part(), 1]
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let warm = 0; warm < 12; warm++) next()
  return next
}
