import type { Store } from '@keqiao/client'
import { useCallback, useSyncExternalStore } from 'react'

/** The value of a store of the client; the component follows it. */
export function useStore<Value>(store: Store<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.getSnapshot)
}

/**
 * The same, drawn once a frame at most: for what may change many times between two frames. Where nobody looks there are
 * no frames, and nothing has to wait for them.
 */
export function useStoreByFrame<Value>(store: Store<Value>): Value {
  const subscribe = useCallback(
    (listener: () => void) => {
      let frame: number | undefined
      const end = store.subscribe(() => {
        if (document.hidden) return listener()
        frame ??= requestAnimationFrame(() => {
          frame = undefined
          listener()
        })
      })
      return () => {
        end()
        if (frame !== undefined) cancelAnimationFrame(frame)
      }
    },
    [store],
  )
  return useSyncExternalStore(subscribe, store.getSnapshot)
}
