/** What a socket tells its owner. After `closed` nothing else comes. */
export interface SocketListeners {
  readonly opened: () => void
  readonly received: (text: string) => void
  /** The WebSocket close code; 1006 when the network simply went. */
  readonly closed: (code: number) => void
}

/** The part of a WebSocket the client uses. */
export interface SocketLike {
  /** Never throws; what cannot be sent is lost with the socket. */
  readonly send: (text: string) => void
  readonly close: (code?: number) => void
}

/** Synchronous text storage. Every method may throw (blocked, full); the client then goes on in memory. */
export interface ClientStorage {
  readonly get: (key: string) => string | null
  readonly set: (key: string, value: string) => void
  readonly remove: (key: string) => void
}

/** Everything the client takes from outside, so that the simulator can own time, chance and the network. */
export interface Environment {
  /** May be replaced by another way to the same server (`fall-back.ts`); asked anew for each socket. */
  openSocket: (url: string, listeners: SocketListeners) => SocketLike
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Calls `fire` once after `ms`; the result cancels it. */
  readonly setTimer: (ms: number, fire: () => void) => () => void
  /** In [0, 1). */
  readonly random: () => number
  /** A UUID nobody has used before. */
  readonly newId: () => string
  /** Calls the listener whenever the machine is back on a network; the result ends that. */
  readonly onOnline: (listener: () => void) => () => void
  /** Absent: nothing survives a reload. */
  readonly storage?: ClientStorage | undefined
}
