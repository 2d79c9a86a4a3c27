/** What the loader keeps for the frame, by key. */
export interface Keepsake {
  get(key: string): string | undefined
  /** `null` forgets. Never throws: what the browser refuses to store is kept in memory for this page. */
  set(key: string, value: string | null): void
  /** Everything that is kept, by key. */
  all(): Record<string, string>
}

/** Enough for a queue of long messages; a frame that was tampered with cannot fill the shop's storage. */
const MAX_VALUE_LENGTH = 200_000
const KEY = /^[\w.:-]{1,120}$/

const put = (storage: Storage, name: string, value: string): true => {
  storage.setItem(name, value)
  return true
}

/**
 * Keeps values in the shop's own localStorage under `keqiao:<channel>:`, which no browser partitions or blocks as third
 * party; in memory where even that throws (sandboxed pages, storage switched off, quota).
 */
export function openKeepsake(channel: string, host: Window): Keepsake {
  const prefix = `keqiao:${channel}:`
  // Not a Map: shops' pages have been seen to replace it by one of their own.
  const memory = Object.create(null) as Record<string, string>
  const stored = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(host.localStorage)
    } catch {
      return undefined
    }
  }
  return {
    get: (key) => memory[key] ?? stored((s) => s.getItem(prefix + key)) ?? undefined,
    set(key, value) {
      if (!KEY.test(key) || (value?.length ?? 0) > MAX_VALUE_LENGTH) return
      delete memory[key]
      if (value === null) stored((s) => s.removeItem(prefix + key))
      else if (!stored((s) => put(s, prefix + key, value))) memory[key] = value
    },
    all() {
      const found: Record<string, string> = {}
      stored((s) => {
        for (let i = 0; i < s.length; i++) {
          const name = s.key(i)
          if (name?.startsWith(prefix)) found[name.slice(prefix.length)] = s.getItem(name) ?? ''
        }
      })
      return Object.assign(found, memory)
    },
  }
}
