/** What happened, in order: a running hash by which two runs compare, and the lines themselves where wanted. */
export interface Trace {
  add(at: number, what: string): void
  /** Of everything so far. */
  hash(): string
  readonly lines: readonly string[]
}

/** Keeps `lines` only when told so: a run has thousands. */
export function createTrace({ hashed, kept }: { hashed: boolean; kept: boolean }): Trace {
  const lines: string[] = []
  let [low, high] = [0x811c9dc5, 0x1b873593]
  return {
    lines,
    add(at, what) {
      if (kept) lines.push(`${String(at % 86_400_000).padStart(8, '0')} ${what}`)
      if (!hashed) return
      const text = `${at} ${what}\n`
      for (let i = 0; i < text.length; i++) {
        low = Math.imul(low ^ text.charCodeAt(i), 0x01000193)
        high = Math.imul(high ^ (low >>> 7), 0x85ebca6b)
      }
    },
    hash: () => [high, low].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join(''),
  }
}
