/** An environment whose clock is stepped by hand and whose sockets are played by the test. */
import type { ClientFrame, ServerFrame } from '@keqiao/contract/frames'
import type { Environment, SocketListeners } from '../environment'

/** The server's end of one socket the client opened. */
export interface PlayedSocket {
  readonly url: string
  readonly sent: ClientFrame[]
  /** The client gave it up. */
  readonly closed: boolean
  /** The connection is established. */
  readonly open: () => void
  readonly receive: (frame: ServerFrame) => void
  readonly receiveText: (text: string) => void
  /** The network or the server closes it. */
  readonly drop: (code?: number) => void
  /** The last frame of a kind, or a failed test. */
  readonly last: <Type extends ClientFrame['t']>(type: Type) => Extract<ClientFrame, { t: Type }>
}

export interface SteppedEnvironment {
  readonly environment: Environment
  readonly sockets: PlayedSocket[]
  readonly kept: Map<string, string>
  /** Lets time pass and everything happen that falls due, promises included. */
  readonly advance: (ms: number) => Promise<void>
  /** The socket opened last. */
  readonly socket: () => PlayedSocket
  readonly goOnline: () => void
}

/** Chance always says `fraction`; ids count up. */
export function createSteppedEnvironment(fraction = 0.5): SteppedEnvironment {
  let now = 1_000_000
  let ids = 0
  const timers = new Map<number, { at: number; fire: () => void }>()
  let timerIds = 0
  const online = new Set<() => void>()
  const sockets: PlayedSocket[] = []
  const kept = new Map<string, string>()

  const environment: Environment = {
    openSocket(url, listeners) {
      const socket = playSocket(url, listeners)
      sockets.push(socket.played)
      return socket.client
    },
    now: () => now,
    setTimer(ms, fire) {
      const id = timerIds++
      timers.set(id, { at: now + ms, fire })
      return () => void timers.delete(id)
    },
    random: () => fraction,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    onOnline(listener) {
      online.add(listener)
      return () => void online.delete(listener)
    },
    storage: {
      get: (key) => kept.get(key) ?? null,
      set: (key, value) => void kept.set(key, value),
      remove: (key) => void kept.delete(key),
    },
  }

  return {
    environment,
    sockets,
    kept,
    async advance(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at)[0]
        if (!due) break
        now = Math.max(now, due[1].at)
        timers.delete(due[0])
        due[1].fire()
        await settle()
      }
      now = end
    },
    socket() {
      const socket = sockets.at(-1)
      if (!socket) throw new Error('no socket was opened')
      return socket
    },
    goOnline() {
      for (const listener of online) listener()
    },
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

function playSocket(url: string, listeners: SocketListeners) {
  const sent: ClientFrame[] = []
  let closed = false
  const played: PlayedSocket = {
    url,
    sent,
    get closed() {
      return closed
    },
    open: () => listeners.opened(),
    receive: (frame) => listeners.received(JSON.stringify(frame)),
    receiveText: (text) => listeners.received(text),
    drop: (code = 1006) => listeners.closed(code),
    last<Type extends ClientFrame['t']>(type: Type) {
      const frame = sent.filter(({ t }) => t === type).at(-1)
      if (!frame) throw new Error(`no ${type} frame was sent`)
      return frame as Extract<ClientFrame, { t: Type }>
    },
  }
  return {
    played,
    client: {
      send: (text: string) => void sent.push(JSON.parse(text) as ClientFrame),
      close: () => {
        closed = true
      },
    },
  }
}

/** Brings the newest socket up to the welcome. */
export function welcome(
  stepped: SteppedEnvironment,
  as: 'visitor' | 'member' = 'visitor',
  beatMs = 15_000,
): PlayedSocket {
  const socket = stepped.socket()
  socket.open()
  socket.receive({
    t: 'welcome',
    v: 1,
    connection: `c${String(stepped.sockets.length)}`,
    me: { kind: as, id: 'me', name: 'me' },
    now: stepped.environment.now() + 5,
    beatMs,
  })
  return socket
}
