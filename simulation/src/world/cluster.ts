/**
 * The server's processes: two nodes on one database, with a bus between them. A process may be killed at any moment and
 * comes back later; what it had in memory is gone, what is committed stays.
 */
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import type { Bus, BusListener, BusMessage } from '@keqiao/server/platform/bus/index'
import type { Clock } from '@keqiao/server/platform/clock'
import type { Node } from '@keqiao/server/platform/gateway/index'
import type { World } from './world'

/** One life of one process. */
export interface Incarnation {
  readonly name: string
  readonly clock: Clock
  isAlive(): boolean
  /** The bus as this process has it. */
  readonly bus: Bus
  /** Brings committed events to the hubs: of this process alone, or of all. A dead process brings nothing. */
  relay(events: readonly StoredEvent[], to: 'itself' | 'all'): void
  /** Dies here and now. */
  crash(): void
}

/** The server's part of one life. */
export interface ServerNode {
  readonly node: Node
  /** Takes committed events. */
  deliver(events: readonly StoredEvent[]): void
  stop(): Promise<void>
}

export interface RunningNode extends ServerNode {
  readonly incarnation: Incarnation
}

export interface Cluster {
  /** Those that take connections now. */
  running(): readonly RunningNode[]
  /** A fault may kill one or send its clients elsewhere. */
  disturb(): void
  /** Called with every life that ended, right after. */
  onDeath(listener: (incarnation: Incarnation) => void): void
  stop(): Promise<void>
}

const nodeNames = ['n1', 'n2'] as const
/** Milliseconds until a killed process is back. */
const restart = { from: 200, to: 8_000 }

/** Starts the nodes. */
export function startCluster(world: World, startNode: (incarnation: Incarnation) => ServerNode): Cluster {
  const { time, random, faults } = world
  const nodes = new Map<string, RunningNode>()
  const mourners: ((incarnation: Incarnation) => void)[] = []
  const lives = new Map<string, number>()
  const listeners: BusListeners = new Map()

  function start(name: string) {
    const life = (lives.get(name) ?? 0) + 1
    lives.set(name, life)
    let alive = true
    const incarnation: Incarnation = {
      name: `${name}.${life}`,
      clock: {
        now: time.now,
        monotonic: time.now,
        setTimer: (delayMs, run) => time.schedule(delayMs, () => (alive ? run() : undefined)),
      },
      isAlive: () => alive,
      bus: createBus(world, () => alive, listeners),
      relay(events, to) {
        const all = [...nodes.values()]
        const hearers = to === 'all' ? all : all.filter((running) => running.incarnation === incarnation)
        if (alive) for (const hearer of hearers) bring(world, hearer, events)
      },
      crash() {
        if (!alive) return
        alive = false
        nodes.delete(name)
        world.trace.add(time.now(), `${incarnation.name} dies`)
        for (const mourner of mourners) mourner(incarnation)
        time.schedule(random.between(restart.from, restart.to), () => start(name))
      },
    }
    nodes.set(name, { ...startNode(incarnation), incarnation })
    world.trace.add(time.now(), `${incarnation.name} lives`)
  }

  function drain(running: RunningNode) {
    void running.node.drain()
    time.schedule(500, () => running.incarnation.crash())
  }

  for (const name of nodeNames) start(name)
  return {
    running: () => [...nodes.values()],
    disturb() {
      for (const running of nodes.values()) {
        if (faults.strikes('nodeCrashed')) running.incarnation.crash()
        else if (faults.strikes('nodeDrained')) drain(running)
      }
    },
    onDeath: (listener) => void mourners.push(listener),
    async stop() {
      const stopping = [...nodes.values()]
      nodes.clear()
      await Promise.all(stopping.map((running) => running.stop()))
    },
  }
}

/** What is under way may come late, twice, or not at all. */
function carry({ time, random, faults }: World, isAlive: () => boolean, arrive: () => void): void {
  if (faults.strikes('busLost')) return
  const copies = faults.strikes('busDuplicated') ? 2 : 1
  for (let i = 0; i < copies; i++) {
    const lateMs = faults.strikes('busDelayed') ? random.between(50, 3_000) : 0
    time.schedule(random.between(0.5, 8) + lateMs, () => {
      if (isAlive()) arrive()
    })
  }
}

function bring(world: World, { incarnation, deliver }: RunningNode, events: readonly StoredEvent[]): void {
  carry(world, incarnation.isAlive, () => deliver(events))
}

type BusListeners = Map<string, Set<{ readonly hear: BusListener; readonly isAlive: () => boolean }>>

/** One process's end of the bus between all of them: its own listeners hear at once, the others perhaps. */
function createBus(world: World, isAlive: () => boolean, listeners: BusListeners): Bus {
  return {
    publish(topic: string, message: BusMessage) {
      if (!isAlive()) return
      for (const listener of listeners.get(topic) ?? []) {
        if (listener.isAlive === isAlive) listener.hear(message)
        else carry(world, listener.isAlive, () => listener.hear(message))
      }
    },
    subscribe(topic, hear) {
      const entry = { hear, isAlive }
      listeners.set(topic, (listeners.get(topic) ?? new Set()).add(entry))
      return () => void listeners.get(topic)?.delete(entry)
    },
    onGap: () => () => undefined,
    isReached: () => true,
    close: () => Promise.resolve(),
  }
}
