import { createHash } from 'node:crypto'

interface Entry<Value> {
  readonly since: number
  readonly value: Promise<Value>
}

/** At most this old is an answer that is given again, so a disabled member is refused within a second. */
const keepMs = 1_000
const maxEntries = 10_000

/** Answers of the last second by cookie, so that a page's burst of requests asks the database once. */
export interface SessionCache<Value> {
  /** The answer for this cookie header; `look` finds it when there is none of the last second. */
  get(cookieHeader: string, look: () => Promise<Value>): Promise<Value>
  /** Forgets everything, also what is being looked up: what was true before a sign-out is not given after it. */
  clear(): void
}

/** `monotonic` in milliseconds. A failed look-up is not kept. */
export function createSessionCache<Value>(monotonic: () => number): SessionCache<Value> {
  const entries = new Map<string, Entry<Value>>()

  function makeRoom(now: number): void {
    // Insertion order is age: the first entries are the oldest.
    for (const [key, { since }] of entries) {
      if (since + keepMs > now && entries.size < maxEntries) return
      entries.delete(key)
    }
  }

  return {
    get(cookieHeader, look) {
      const key = createHash('sha256').update(cookieHeader).digest('base64url')
      const now = monotonic()
      makeRoom(now)
      const known = entries.get(key)
      if (known) return known.value
      const entry = { since: now, value: look() }
      entries.set(key, entry)
      entry.value.catch(() => {
        if (entries.get(key) === entry) entries.delete(key)
      })
      return entry.value
    },
    clear: () => entries.clear(),
  }
}
