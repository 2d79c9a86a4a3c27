/** What a socket tells its owner. After `closed` nothing else comes. */
export interface SocketListeners {
  opened(): void
  received(text: string): void
  /** The WebSocket close code; 1006 when the network simply went. */
  closed(code: number): void
}

/** The part of a WebSocket the client uses. */
export interface SocketLike {
  /** Never throws; what cannot be sent is lost with the socket. */
  send(text: string): void
  close(code?: number): void
}

/** Synchronous text storage. Every method may throw (blocked, full); the client then goes on in memory. */
export interface ClientStorage {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
}

/** Everything the client takes from outside, so that the simulator can own time, chance and the network. */
export interface Environment {
  openSocket(url: string, listeners: SocketListeners): SocketLike
  /** Epoch milliseconds. */
  now(): number
  /** Calls `fire` once after `ms`; the result cancels it. */
  setTimer(ms: number, fire: () => void): () => void
  /** In [0, 1). */
  random(): number
  /** A UUID nobody has used before. */
  newId(): string
  /** Calls the listener whenever the machine is back on a network; the result ends that. */
  onOnline(listener: () => void): () => void
  /** Absent: nothing survives a reload. */
  readonly storage?: ClientStorage | undefined
}
