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

/** Changes how the environment opens sockets, from the next one on. */
export function fallBack(
  environment: Environment,
  fetchFallback: () => Promise<(url: string, environment: Environment) => OpenCarried>,
): Store<Way> {
  const direct = environment.openSocket
  const way = createStore<Way>('socket')
  let failures = 0
  let carried: OpenCarried | null = null

  function openDirect(url: string, { opened, received, closed }: SocketListeners): SocketLike {
    let [isOpen, isHeard, isOver] = [false, false, false]
    const lost = (code: number) => {
      if (isOver) return
      isOver = true
      cancel()
      if (!isHeard) failures += 1
      closed(code)
    }
    const cancel = environment.setTimer(OPEN_WITHIN_MS, () => {
      if (isOpen) return
      failures = FAILURES
      socket.close()
      lost(LOST)
    })
    const socket = direct(url, {
      opened() {
        isOpen = true
        if (!isOver) opened()
      },
      received(text) {
        isHeard = true
        failures = 0
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

  function openCarried(url: string, { opened, received, closed }: SocketListeners): SocketLike {
    let [isHeard, isOver] = [false, false]
    let inner: SocketLike | null = null
    let cancelProbe = (): void => undefined
    const end = (): void => {
      isOver = true
      cancelProbe()
    }
    const lost = (code: number) => {
      if (isOver) return
      end()
      // Neither way leads anywhere: the server is away, and the better way is tried first again.
      if (!isHeard) failures = FAILURES - 1
      closed(code)
    }
    const probe = (): void => {
      cancelProbe = environment.setTimer(TRY_AGAIN_MS, () => {
        let answered = false
        const leave = () => {
          if (answered) return
          answered = true
          trial.close()
          if (!isOver) probe()
        }
        const trial = direct(url, {
          opened() {
            if (answered || isOver) return leave()
            answered = true
            trial.close()
            failures = 0
            inner?.close()
            lost(LOST)
          },
          received: () => undefined,
          closed: leave,
        })
        cancelProbe = environment.setTimer(OPEN_WITHIN_MS, leave)
      })
    }
    const begin = (open: OpenCarried) => {
      if (isOver) return
      inner = open({
        opened: () => isOver || opened(),
        received(text) {
          isHeard = true
          if (!isOver) received(text)
        },
        closed: lost,
      })
      probe()
    }
    if (carried) begin(carried)
    else {
      fetchFallback().then(
        (share) => begin((carried ??= share(url.replace(/^ws/, 'http'), environment))),
        () => lost(LOST),
      )
    }
    return {
      send: (text) => inner?.send(text),
      close(code) {
        end()
        inner?.close(code)
      },
    }
  }

  environment.openSocket = (url, listeners) => {
    const isSocket = failures < FAILURES
    way.set(isSocket ? 'socket' : 'carrier')
    return isSocket ? openDirect(url, listeners) : openCarried(url, listeners)
  }
  return way
}
