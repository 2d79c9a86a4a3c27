import type { ClientStorage } from './environment'

/**
 * A storage that never throws. What the real one refuses (blocked third-party storage, quota) is kept in memory, so
 * that it survives at least until the page goes.
 */
export function keepingStorage(real: ClientStorage | undefined): ClientStorage {
  const memory = new Map<string, string>()
  return {
    get(key) {
      try {
        return memory.get(key) ?? real?.get(key) ?? null
      } catch {
        return null
      }
    },
    set(key, value) {
      try {
        if (!real) throw new Error('no storage')
        real.set(key, value)
        memory.delete(key)
      } catch {
        memory.set(key, value)
      }
    },
    remove(key) {
      memory.delete(key)
      try {
        real?.remove(key)
      } catch {
        // Nothing can be kept there, so nothing is left behind.
      }
    },
  }
}
