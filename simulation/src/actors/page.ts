/** A page in somebody's browser: everything the client takes from outside, and everything that may happen to a page. */
import { createClient, type Client, type ClientStorage, type Environment } from '@keqiao/client'
import type { Network, PageSocket } from '../world/network'
import type { Random } from '../world/random'
import type { Somebody, World } from '../world/world'

export interface Page {
  readonly client: Client
  /** Closed, reloaded or crashed. What it left in storage is there for the next one. */
  leave(): void
  /** The machine sleeps: the connection dies unheard, timers wait. */
  sleep(forMs: number): void
  /** No network; the browser tells when it is back. */
  goOffline(forMs: number): void
  /** Awake and online. */
  heal(): void
}

interface PageOptions {
  readonly world: World
  readonly network: Network
  readonly somebody: Somebody
  readonly random: Random
  readonly storage: ClientStorage
}

/** A machine that sleeps, wakes, and loses its network. */
function createMachine({ time }: World) {
  const onlineListeners = new Set<() => void>()
  /** What falls due while the machine sleeps. */
  let waiting: (() => void)[] = []
  let [isHere, isAwake, isOnline] = [true, true, true]

  const whenAwake = (task: () => void) => {
    if (!isHere) return
    if (isAwake) task()
    else waiting.push(task)
  }
  const wake = () => {
    if (isAwake || !isHere) return
    isAwake = true
    const due = waiting
    waiting = []
    for (const task of due) whenAwake(task)
  }
  const reconnect = () => {
    if (isOnline || !isHere) return
    isOnline = true
    for (const listener of onlineListeners) whenAwake(listener)
  }
  return {
    whenAwake,
    wake,
    reconnect,
    isOnline: () => isOnline,
    onOnline(listener: () => void) {
      onlineListeners.add(listener)
      return () => void onlineListeners.delete(listener)
    },
    leave() {
      isHere = false
    },
    sleep(forMs: number) {
      isAwake = false
      time.schedule(forMs, wake)
    },
    unplug(forMs: number) {
      isOnline = false
      time.schedule(forMs, reconnect)
    },
  }
}

/** Opens a page with its client. */
export function openPage({ world, network, somebody, random, storage }: PageOptions): Page {
  const machine = createMachine(world)
  const { whenAwake } = machine
  const sockets = new Set<PageSocket>()
  const loseSockets = (heard: boolean) => {
    for (const socket of sockets) socket.vanish(heard)
    sockets.clear()
  }

  const environment: Environment = {
    openSocket(_, listeners) {
      const socket = network.open(
        somebody,
        {
          opened: () => whenAwake(listeners.opened),
          received: (text) => whenAwake(() => listeners.received(text)),
          closed: (code) => whenAwake(() => listeners.closed(code)),
        },
        machine.isOnline,
      )
      sockets.add(socket)
      return socket
    },
    now: world.time.now,
    setTimer: (ms, fire) => world.time.schedule(ms, () => whenAwake(fire)),
    random: random.next,
    newId: random.uuid,
    onOnline: machine.onOnline,
    storage,
  }
  const { person } = somebody
  const client = createClient({
    url: 'ws://simulated',
    as: person.kind,
    token: person.kind === 'visitor' ? () => person.id : undefined,
    owner: person.id,
    environment,
  })

  return {
    client,
    leave() {
      machine.leave()
      loseSockets(!random.chance(0.3))
    },
    sleep(forMs) {
      machine.sleep(forMs)
      loseSockets(false)
    },
    goOffline(forMs) {
      machine.unplug(forMs)
      loseSockets(false)
    },
    heal() {
      machine.reconnect()
      machine.wake()
    },
  }
}

/** A browser's storage, which outlives its pages. */
export function createBrowserStorage(): ClientStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
  }
}
