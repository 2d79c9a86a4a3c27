/** A yes that this browser remembers; where it stores nothing, no. */
export function keptHere(key: string): { get(): boolean; set(yes: boolean): void } {
  return {
    get() {
      try {
        return localStorage.getItem(key) !== null
      } catch {
        return false
      }
    },
    set(yes) {
      try {
        if (yes) localStorage.setItem(key, '1')
        else localStorage.removeItem(key)
      } catch {
        // Storage is blocked: it is asked again.
      }
    },
  }
}
