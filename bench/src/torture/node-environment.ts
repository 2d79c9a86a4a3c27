import { randomUUID } from 'node:crypto'
import type { Environment } from '@keqiao/client'
import { WebSocket } from 'ws'

/** The world of the real client when it runs in Node, with a network that can be cut. */
export interface NodeEnvironment extends Environment {
  /** The network goes without a word; what the server answers meanwhile is lost. */
  readonly cut: () => void
}

/** `headers` go with every handshake: a member's cookie. */
export function nodeEnvironment(headers: Readonly<Record<string, string>>): NodeEnvironment {
  let open: WebSocket | null = null
  return {
    cut: () => open?.terminate(),
    openSocket(url, listeners) {
      const socket = new WebSocket(url, { headers, perMessageDeflate: false })
      open = socket
      socket.on('open', listeners.opened)
      socket.on('message', (data) => listeners.received((data as Buffer).toString('utf8')))
      socket.on('close', (code) => listeners.closed(code))
      // A refused connection is told as an error and then as closed.
      socket.on('error', () => undefined)
      return {
        send(text) {
          if (socket.readyState === WebSocket.OPEN) socket.send(text)
        },
        close: (code) => socket.close(code),
      }
    },
    now: () => Date.now(),
    setTimer(ms, fire) {
      const timer = setTimeout(fire, ms)
      return () => clearTimeout(timer)
    },
    random: () => Math.random(),
    newId: () => randomUUID(),
    onOnline: () => () => undefined,
  }
}
