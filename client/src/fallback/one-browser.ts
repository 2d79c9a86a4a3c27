/**
 * One carrier for all tabs of a browser: it allows six connections to a server, and a stream would take one for each tab.
 * A leader holds the carrier (Web Locks choose it), the others speak through it (BroadcastChannel). Each tab keeps a
 * connection of its own, on a channel of its own.
 *
 * The leader's death ends the connections of all: the lock goes to the next tab, and they come back through that and
 * resume by cursor. A tab that gets no answer from the leader opens a carrier of its own. Where a page may not use locks
 * (http without TLS) each tab does.
 */
import type { Environment, SocketLike, SocketListeners } from '../environment'
import { ClientCarrier } from './carrier'
import { web, type Talk } from './web'

const NAME = 'keqiao-carrier'
/** A leader that does not answer by then is not there. */
const ANSWER_MS = 3_000
const LOST = 1006

/** What the tabs say to each other; `socket` is a connection of tab `tab`. */
type Said =
  | { to: 'leader'; tab: string; socket: number; open: true }
  | { to: 'leader'; tab: string; socket: number; text: string | null }
  | { to: 'all'; led: true }
  | { to: string; socket: number; here: true }
  | { to: string; socket: number; text: string }
  | { to: string; socket: number; code: number }

interface Hole {
  readonly received: (text: string) => void
  readonly closed: (code: number) => void
}

/** The carrier of this tab, if it needs one, and whose channels lead where. */
function createSwitch(url: string, environment: Environment) {
  let carrier: ClientCarrier | null = null
  let polls = false
  let next = 1
  const channels = new Map<number, Hole>()

  function lose(): void {
    carrier = null
    next = 1
    const holes = [...channels.values()]
    channels.clear()
    for (const hole of holes) hole.closed(LOST)
  }

  function carry(): ClientCarrier {
    return (carrier ??= new ClientCarrier({
      url,
      environment,
      poll: polls,
      onPoll: () => (polls = true),
      heard(channel, text, code) {
        const hole = channels.get(channel)
        if (text !== null) return hole?.received(text)
        channels.delete(channel)
        hole?.closed(code)
        rest()
      },
      died: lose,
    }))
  }

  /** Nobody needs it any more. */
  function rest(): void {
    if (channels.size > 0) return
    carrier?.close()
    carrier = null
    next = 1
  }

  return {
    open(hole: Hole) {
      const through = carry()
      const channel = next++
      channels.set(channel, hole)
      return {
        say: (text: string) => channels.get(channel) === hole && through.say(channel, text),
        end() {
          if (channels.get(channel) !== hole) return
          channels.delete(channel)
          through.say(channel, null)
          rest()
        },
      }
    },
  }
}

type Switch = ReturnType<typeof createSwitch>

/** Opens connections by the browser's one carrier. One for each page. */
export function shareCarrier(url: string, environment: Environment) {
  const own = createSwitch(url, environment)
  const { locks } = web.navigator ?? {}
  const talk = locks && web.BroadcastChannel ? new web.BroadcastChannel(NAME) : null
  if (!locks || !talk) return (listeners: SocketListeners) => openOwn(own, environment, listeners)

  const tab = environment.newId()
  let leads = false
  let sockets = 0
  const follows = new Map<number, { hole: Hole; here: () => void }>()
  const forever = () => new Promise(() => undefined)
  const lead = () => {
    leads = true
    serve(own, talk, (name, gone) => void locks.request(name, {}, gone))
    for (const [socket, { hole }] of follows) {
      follows.delete(socket)
      hole.closed(LOST)
    }
    talk.postMessage({ to: 'all', led: true } satisfies Said)
    return forever()
  }
  // Held while the tab lives: the leader hears of its end by getting it.
  void locks.request(`${NAME} ${tab}`, {}, forever)
  const chosen = new Promise<void>((resolve) => {
    void locks.request(NAME, { ifAvailable: true }, (lock) => {
      resolve()
      if (lock) return lead()
      void locks.request(NAME, {}, lead)
      return undefined
    })
  })
  talk.addEventListener('message', ({ data }) => {
    const said = data as Said
    if (said.to === 'all') {
      for (const [socket, { hole }] of follows) {
        follows.delete(socket)
        hole.closed(LOST)
      }
    }
    if (said.to !== tab || !('socket' in said)) return
    const follow = follows.get(said.socket)
    if ('here' in said) follow?.here()
    else if ('code' in said) {
      follows.delete(said.socket)
      follow?.hole.closed(said.code)
    } else if ('text' in said && said.text !== null) follow?.hole.received(said.text)
  })

  const follow = (listeners: Hole & Pick<SocketListeners, 'opened'>, alone: () => void): SocketLike => {
    const socket = ++sockets
    const cancel = environment.setTimer(ANSWER_MS, () => {
      if (follows.delete(socket)) alone()
    })
    const here = () => {
      cancel()
      listeners.opened()
    }
    follows.set(socket, { hole: listeners, here })
    talk.postMessage({ to: 'leader', tab, socket, open: true } satisfies Said)
    return {
      send: (text) => talk.postMessage({ to: 'leader', tab, socket, text } satisfies Said),
      close() {
        cancel()
        if (follows.delete(socket)) talk.postMessage({ to: 'leader', tab, socket, text: null } satisfies Said)
      },
    }
  }
  const alone = (listeners: SocketListeners) => openOwn(own, environment, listeners)
  return (listeners: SocketListeners) =>
    openOnceChosen(chosen, listeners, (mine, change) =>
      leads ? alone(mine) : follow(mine, () => change(() => alone(mine))),
    )
}

/** A socket that is opened as soon as it is known who leads, and may be opened anew in another way. */
function openOnceChosen(
  chosen: Promise<void>,
  { opened, received, closed }: SocketListeners,
  open: (listeners: SocketListeners, change: (again: () => SocketLike) => void) => SocketLike,
): SocketLike {
  let inner: SocketLike | null = null
  let isOver = false
  const mine: SocketListeners = {
    opened: () => isOver || opened(),
    received: (text) => isOver || received(text),
    closed(code) {
      if (isOver) return
      isOver = true
      closed(code)
    },
  }
  void chosen.then(() => {
    if (isOver) return
    inner = open(mine, (again) => {
      if (!isOver) inner = again()
    })
  })
  return {
    send: (text) => inner?.send(text),
    close() {
      isOver = true
      inner?.close()
    },
  }
}

function openOwn(own: Switch, environment: Environment, listeners: SocketListeners): SocketLike {
  const channel = own.open(listeners)
  environment.setTimer(0, listeners.opened)
  return { send: (text) => channel.say(text), close: () => channel.end() }
}

/** What the leader does for the other tabs. `onGone` calls back when the tab that holds a lock is no more. */
function serve(own: Switch, talk: Talk, onGone: (lock: string, gone: () => void) => void): void {
  const tabs = new Map<string, Map<number, ReturnType<Switch['open']>>>()

  function tabOf(tab: string) {
    let known = tabs.get(tab)
    if (!known) {
      tabs.set(tab, (known = new Map()))
      onGone(`${NAME} ${tab}`, () => {
        for (const channel of tabs.get(tab)?.values() ?? []) channel.end()
        tabs.delete(tab)
      })
    }
    return known
  }

  talk.addEventListener('message', ({ data }) => {
    const said = data as Said
    if (said.to !== 'leader' || !('tab' in said)) return
    const { tab, socket } = said
    const known = tabOf(tab)
    if ('open' in said) {
      known.set(
        socket,
        own.open({
          received: (text) => talk.postMessage({ to: tab, socket, text } satisfies Said),
          closed(code) {
            known.delete(socket)
            talk.postMessage({ to: tab, socket, code } satisfies Said)
          },
        }),
      )
      talk.postMessage({ to: tab, socket, here: true } satisfies Said)
    } else if (said.text !== null) known.get(socket)?.say(said.text)
    else {
      known.get(socket)?.end()
      known.delete(socket)
    }
  })
}
