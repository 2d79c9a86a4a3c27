import type { ClientStorage, Environment } from './environment'

/** The parts of the browser that are needed; written down, since this package is checked without the DOM's types. */
interface BrowserGlobals {
  readonly WebSocket: new (url: string) => {
    addEventListener(type: string, listener: (event: { data: unknown; code: number }) => void): void
    readonly readyState: number
    send(text: string): void
    close(code?: number): void
  }
  readonly crypto: { randomUUID?: () => string; getRandomValues(array: Uint8Array): Uint8Array }
  readonly localStorage: {
    getItem(key: string): string | null
    setItem(k: string, v: string): void
    removeItem(k: string): void
  }
  readonly addEventListener: (type: string, listener: () => void) => void
  readonly removeEventListener: (type: string, listener: () => void) => void
}

const OPEN = 1

/**
 * The real browser: WebSocket, timers, crypto, `online`. `storage` replaces localStorage, for a page that may not use
 * its own (a widget's frame).
 */
export function browserEnvironment(storage?: ClientStorage): Environment {
  const browser = globalThis as unknown as BrowserGlobals
  return {
    openSocket(url, listeners) {
      const socket = new browser.WebSocket(url)
      socket.addEventListener('open', listeners.opened)
      socket.addEventListener('message', ({ data }) => listeners.received(String(data)))
      const closed = (code: number) => {
        browser.removeEventListener('offline', gone)
        listeners.closed(code)
      }
      // A socket whose network went says nothing for minutes; the browser knows at once.
      const gone = () => {
        socket.close()
        closed(1006)
      }
      browser.addEventListener('offline', gone)
      socket.addEventListener('close', ({ code }) => closed(code))
      return {
        send: (text) => {
          if (socket.readyState === OPEN) socket.send(text)
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
    newId: () => browser.crypto.randomUUID?.() ?? uuid(browser.crypto.getRandomValues(new Uint8Array(16))),
    onOnline(listener) {
      browser.addEventListener('online', listener)
      return () => browser.removeEventListener('online', listener)
    },
    storage: storage ?? {
      // Reading the property throws where storage is blocked, so it is read each time, behind the client's guard.
      get: (key) => browser.localStorage.getItem(key),
      set: (key, value) => browser.localStorage.setItem(key, value),
      remove: (key) => browser.localStorage.removeItem(key),
    },
  }
}

/** Version 4, for pages served without TLS, where randomUUID is missing. */
function uuid(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte
    return value.toString(16).padStart(2, '0')
  })
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
