/** An observable value in the shape of React's useSyncExternalStore: a new reference means a change, and only then. */
export interface Store<Value> {
  /** Calls the listener after every change; the result ends that. */
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => Value
}

/** A store together with the right to change it. */
export interface WritableStore<Value> extends Store<Value> {
  /** Keeps the same reference silent. */
  readonly set: (value: Value) => void
}

/** A store that begins with `value`. A listener that was removed during a notification is not called any more. */
export function createStore<Value>(value: Value): WritableStore<Value> {
  const listeners = new Set<() => void>()
  return {
    subscribe(listener) {
      // Wrapped, so that the same function subscribed twice is two subscriptions.
      const entry = () => listener()
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    getSnapshot: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
  }
}
