/**
 * The network between pages and nodes. A connection carries text in order, both ways, with a latency of its own. It can
 * break, or die unheard; on top of what TCP promises, single event frames may be lost, doubled or overtaken, since the
 * client claims to survive that too.
 */
import type { SocketLike, SocketListeners } from '@keqiao/client'
import { Connection, type GatewaySocket } from '@keqiao/server/platform/gateway/index'
import type { Cluster, Incarnation, RunningNode } from './cluster'
import type { Somebody, World } from './world'

/** Sees every frame at the moment a node sends it. */
export interface WireWatch {
  /** May change the text; null swallows it. */
  down(somebody: Somebody, link: object, text: string): string | null
  /** Sees what a page sends, and may change it. */
  up(somebody: Somebody, link: object, text: string): string
  /** May change what arrives at a page. */
  arriving(somebody: Somebody, link: object, text: string): string
}

export interface Network {
  /** Opens a socket for a page; `online` says whether the machine has a network at the time. */
  open(somebody: Somebody, listeners: SocketListeners, isOnline: () => boolean): PageSocket
  /** Frames on their way. */
  readonly underWay: number
}

/** A page's end of a connection. */
export interface PageSocket extends SocketLike {
  /** The page or its machine is gone; `heard` says whether the server gets to know. */
  vanish(heard: boolean): void
}

type LinkState = 'opening' | 'open' | 'halfOpen' | 'closed'

/** Connects pages with the nodes of a cluster. */
export function createNetwork(world: World, cluster: Cluster, watch: WireWatch): Network {
  const links = new Set<Link>()
  let underWay = 0
  cluster.onDeath((incarnation) => {
    for (const link of links) link.serverDied(incarnation)
  })
  return {
    get underWay() {
      return underWay
    },
    open(somebody, listeners, isOnline) {
      const link = new Link(world, somebody, listeners, watch, (change) => {
        underWay += change
      })
      links.add(link)
      link.onEnd = () => links.delete(link)
      world.time.schedule(link.latency() * 2, () => {
        const reachable = isOnline() && !world.faults.strikes('connectFailed') ? cluster.running() : []
        if (reachable.length > 0) link.accept(world.random.pick(reachable))
        else link.end(1006)
      })
      return link
    },
  }
}

class Link implements PageSocket {
  onEnd: () => void = () => {}
  private state: LinkState = 'opening'
  private server: { readonly connection: Connection; readonly incarnation: Incarnation } | null = null
  private readonly latencyMs: number
  /** When the last frame of each direction arrives: what is sent later arrives later. */
  private readonly arrivals = { up: 0, down: 0 }

  constructor(
    private readonly world: World,
    private readonly somebody: Somebody,
    private readonly listeners: SocketListeners,
    private readonly watch: WireWatch,
    private readonly count: (change: 1 | -1) => void,
  ) {
    this.latencyMs = world.random.between(3, 120)
  }

  latency(): number {
    return this.latencyMs * this.world.random.between(0.8, 1.3)
  }

  accept({ node, incarnation }: RunningNode): void {
    if (this.state !== 'opening') return
    const { faults, random } = this.world
    const socket: GatewaySocket = {
      get bufferedAmount() {
        return faults.strikes('receiverSlow') ? Number.MAX_SAFE_INTEGER : 0
      },
      send: (text) => {
        if (incarnation.isAlive()) this.down(text)
      },
      close: (code) => this.carry('down', () => this.end(code)),
    }
    const { person } = this.somebody
    const upgrade = {
      cookie: person.kind === 'member' ? person.id : undefined,
      origin: undefined,
      host: undefined,
      address: '127.0.0.1',
    }
    this.server = { connection: new Connection(random.uuid(), socket, node, upgrade), incarnation }
    this.state = 'open'
    this.listeners.opened()
  }

  /** The page sends. */
  send(text: string): void {
    const seen = this.watch.up(this.somebody, this, text)
    this.disturb()
    this.carry('up', () => {
      if (this.server?.incarnation.isAlive()) this.server.connection.receive(seen)
    })
  }

  /** The page closes. */
  close(): void {
    if (this.state === 'halfOpen') return this.forget()
    this.vanish(true)
  }

  vanish(heard: boolean): void {
    const { server } = this
    if (heard && server && this.state === 'open') {
      this.world.time.schedule(this.latency(), () => {
        if (server.incarnation.isAlive()) server.connection.lost()
      })
    }
    this.forget()
  }

  serverDied(incarnation: Incarnation): void {
    if (this.server?.incarnation !== incarnation || this.state !== 'open') return
    // A machine that loses its power says no goodbye.
    if (this.world.random.chance(0.2)) this.state = 'halfOpen'
    else this.world.time.schedule(this.latency(), () => this.end(1006))
  }

  /** The page hears that it is over. */
  end(code: number): void {
    if (this.state === 'closed' || this.state === 'halfOpen') return
    this.forget()
    this.listeners.closed(code)
  }

  private forget(): void {
    this.state = 'closed'
    this.onEnd()
  }

  private down(sent: string): void {
    const text = this.watch.down(this.somebody, this, sent)
    if (text === null) return
    this.disturb()
    const { faults, random } = this.world
    const isEvent = text.startsWith('{"t":"event"')
    if (isEvent && faults.strikes('eventDropped')) return
    const receive = () => {
      this.world.trace.add(this.world.time.now(), `${this.somebody.label} < ${text}`)
      this.listeners.received(this.watch.arriving(this.somebody, this, text))
    }
    if (isEvent && faults.strikes('eventReordered')) return this.carry('beside', receive, random.between(1, 400))
    this.carry('down', receive)
    if (isEvent && faults.strikes('eventDuplicated')) this.carry('down', receive)
  }

  private carry(direction: 'up' | 'down' | 'beside', arrive: () => void, extraMs = 0): void {
    if (this.state !== 'open') return
    const { time, faults, random } = this.world
    const lateMs = faults.strikes('frameDelayed') ? random.between(100, 5_000) : 0
    let at = time.now() + this.latency() + lateMs + extraMs
    if (direction !== 'beside') this.arrivals[direction] = at = Math.max(at, this.arrivals[direction])
    this.count(1)
    time.schedule(at - time.now(), () => {
      this.count(-1)
      if (this.state === 'open') arrive()
    })
  }

  private disturb(): void {
    if (this.state !== 'open') return
    const { faults } = this.world
    if (faults.strikes('socketHalfOpen')) this.state = 'halfOpen'
    else if (faults.strikes('socketDropped')) {
      const { server } = this
      this.world.time.schedule(this.latency(), () => server?.connection.lost())
      this.world.time.schedule(this.latency(), () => this.end(1006))
    }
  }
}
