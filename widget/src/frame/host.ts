import type { ClientStorage } from '@keqiao/client'
import { PORT, READY, type ToFrame, type ToHost } from '../bridge'

export type StartMessage = Extract<ToFrame, { t: 'start' }>

/** The page around the panel. Behind it is the loader today; a page of our own can be another one. */
export interface Host {
  readonly start: StartMessage
  send(message: ToHost): void
  /** Hears everything after `start`; who listens later than the first hears what comes from then on. */
  listen(hear: (message: ToFrame) => void): void
  /** What the loader keeps, as the client wants its storage. */
  readonly storage: ClientStorage
}

/**
 * Asks the window around us for a port and waits for `start`. Only the parent is heard, and only the first port counts:
 * whoever comes later (an advertisement on the shop's page, say) cannot take the conversation over.
 */
export function connectHost(frame: Window): Promise<Host> {
  return new Promise((resolve) => {
    const hear = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports
      if (event.source !== frame.parent || event.data !== PORT || !port) return
      frame.removeEventListener('message', hear)
      port.onmessage = (first: MessageEvent<ToFrame>) => {
        if (first.data.t === 'start') resolve(hostOn(port, first.data))
      }
    }
    frame.addEventListener('message', hear)
    // Says nothing but that somebody may hand over a port, so it may go to any origin: ours is not known to us here.
    frame.parent.postMessage(READY, '*')
  })
}

function hostOn(port: MessagePort, start: StartMessage): Host {
  const kept = new Map(Object.entries(start.kept))
  const send = (message: ToHost): void => port.postMessage(message)
  const listeners: ((message: ToFrame) => void)[] = []
  const early: ToFrame[] = []
  port.onmessage = ({ data }: MessageEvent<ToFrame>) => {
    if (data.t === 'kept') {
      if (data.value === null) kept.delete(data.key)
      else kept.set(data.key, data.value)
    }
    if (!listeners[0]) early.push(data)
    for (const hear of listeners) hear(data)
  }
  return {
    start,
    send,
    listen(hear) {
      listeners.push(hear)
      for (const message of early.splice(0)) hear(message)
    },
    storage: {
      get: (key) => kept.get(key) ?? null,
      set(key, value) {
        if (kept.get(key) === value) return
        kept.set(key, value)
        send({ t: 'keep', key, value })
      },
      remove(key) {
        if (kept.delete(key)) send({ t: 'keep', key, value: null })
      },
    },
  }
}
