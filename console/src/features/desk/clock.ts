import type { Client } from '@keqiao/client'
import { useSyncExternalStore } from 'react'
import { useDesk } from './desk-context'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let tick = Date.now()

/** One timer for all: every running time on the screen changes in the same second. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    tick = Date.now()
    timer = setInterval(() => {
      tick = Date.now()
      for (const each of listeners) each()
    }, 1_000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Epoch milliseconds of the server as well as we know it, renewed each second. */
export function useServerNow(): number {
  const { client } = useDesk()
  const now = useSyncExternalStore(subscribe, () => tick)
  return now + clockOffset(client)
}

let lastOffsetMs = 0

/** Server's clock minus ours; the last known one while there is no connection. */
function clockOffset(client: Client): number {
  const state = client.state.getSnapshot()
  if (state.status === 'connected') lastOffsetMs = state.clockOffsetMs
  return lastOffsetMs
}
