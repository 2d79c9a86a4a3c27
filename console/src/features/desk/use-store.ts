import type { Store } from '@keqiao/client'
import { useSyncExternalStore } from 'react'

/** The value of a store of the client; the component follows it. */
export function useStore<Value>(store: Store<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.getSnapshot)
}
