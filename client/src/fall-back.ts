/**
 * Which way frames take: the WebSocket first; where it does not open, or goes before a word came, twice in a row, the
 * fallback (`fallback/one-browser.ts`), which is fetched only then. From time to time the WebSocket is tried beside it,
 * and the connection moves over once one opens.
 */
import type { Environment, SocketLike, SocketListeners } from './environment'
import { createStore, type Store } from './store'

/** A WebSocket that is not open by then will not be, in milliseconds. */
export const OPEN_WITHIN_MS = 4_000
/** The WebSocket is tried again so often, in milliseconds. */
export const TRY_AGAIN_MS = 5 * 60_000
const FAILURES = 2
const LOST = 1006

/** How frames travel just now. */
export type Way = 'socket' | 'carrier'
type OpenCarried = (listeners: SocketListeners) => SocketLike

/** What the ways of one environment have in common. */
interface Ways {
  readonly environment: Environment
  readonly direct: Environment['openSocket']
  /** WebSockets in a row that went before a word came. */
  failures: number
}

/** Changes how the environment opens sockets, from the next one on. */
export function fallBack(
  environment: Environment,
  fetchFallback: () => Promise<(url: string, environment: Environment) => OpenCarried>,
): Store<Way> {
  const ways: Ways = { environment, direct: environment.openSocket, failures: 0 }
  const way = createStore<Way>('socket')
  let carried: Promise<OpenCarried> | null = null

  function fetchCarried(url: string): Promise<OpenCarried> {
    carried ??= fetchFallback().then((share) => share(url.replace(/^ws/, 'http'), environment))
    carried.catch(() => (carried = null))
    return carried
  }

  environment.openSocket = (url, listeners) => {
    const isSocket = ways.failures < FAILURES
    way.set(isSocket ? 'socket' : 'carrier')
    return isSocket ? openDirect(ways, url, listeners) : openCarried(ways, url, fetchCarried(url), listeners)
  }
  return way
}

function openDirect(ways: Ways, url: string, { opened, received, closed }: SocketListeners): SocketLike {
  let [isOpen, isHeard, isOver] = [false, false, false]
  const lost = (code: number) => {
    if (isOver) return
    isOver = true
    cancel()
    if (!isHeard) ways.failures += 1
    closed(code)
  }
  const cancel = ways.environment.setTimer(OPEN_WITHIN_MS, () => {
    if (isOpen) return
    ways.failures = FAILURES
    socket.close()
    lost(LOST)
  })
  const socket = ways.direct(url, {
    opened() {
      isOpen = true
      if (!isOver) opened()
    },
    received(text) {
      isHeard = true
      ways.failures = 0
      if (!isOver) received(text)
    },
    closed: lost,
  })
  return {
    send: socket.send,
    close(code) {
      isOver = true
      cancel()
      socket.close(code)
    },
  }
}

function openCarried(
  ways: Ways,
  url: string,
  fetched: Promise<OpenCarried>,
  { opened, received, closed }: SocketListeners,
): SocketLike {
  let [isHeard, isOver] = [false, false]
  let inner: SocketLike | null = null
  const lost = (code: number) => {
    if (isOver) return
    isOver = true
    cancelProbe()
    // Neither way leads anywhere: the server is away, and the better way is tried first again.
    if (!isHeard) ways.failures = FAILURES - 1
    closed(code)
  }
  const cancelProbe = probe(ways, url, () => {
    ways.failures = 0
    inner?.close()
    isHeard = true
    lost(LOST)
  })
  fetched.then(
    (open) => {
      if (isOver) return
      inner = open({
        opened: () => isOver || opened(),
        received(text) {
          isHeard = true
          if (!isOver) received(text)
        },
        closed: lost,
      })
    },
    () => lost(LOST),
  )
  return {
    send: (text) => inner?.send(text),
    close(code) {
      isOver = true
      cancelProbe()
      inner?.close(code)
    },
  }
}

/** Tries a WebSocket from time to time; the result ends that. */
function probe({ environment, direct }: Ways, url: string, works: () => void): () => void {
  let trial: SocketLike | null = null
  let cancel = (): void => undefined
  const wait = (): void => {
    trial?.close()
    trial = null
    cancel()
    cancel = environment.setTimer(TRY_AGAIN_MS, look)
  }
  const look = (): void => {
    const mine = direct(url, {
      opened: () => trial === mine && (mine.close(), works()),
      received: () => undefined,
      closed: () => trial === mine && wait(),
    })
    trial = mine
    cancel = environment.setTimer(OPEN_WITHIN_MS, wait)
  }
  wait()
  return () => {
    cancel()
    trial?.close()
    trial = null
  }
}
