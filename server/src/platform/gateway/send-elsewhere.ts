import { CLOSE_CODES } from '@keqiao/contract'
import type { Clock } from '../clock'
import type { Connection } from './connection'

/** So many milliseconds for each connection, in portions, and all of them within the longest. */
const stepMs = 2
const pauseMs = 50
const longestMs = 5_000

/**
 * Sends everybody to other nodes, a few at a time: they come back at once, and the others have to take all of them. Each
 * is served until it is his turn.
 */
export async function sendElsewhere(connections: readonly Connection[], clock: Clock): Promise<void> {
  const steps = Math.max(1, Math.ceil(Math.min(longestMs, connections.length * stepMs) / pauseMs))
  const portion = Math.ceil(connections.length / steps)
  for (let from = 0; from < connections.length; from += portion) {
    if (from > 0) await new Promise<void>((resolve) => void clock.setTimer(pauseMs, resolve))
    for (const connection of connections.slice(from, from + portion)) connection.close(CLOSE_CODES.draining)
  }
}
