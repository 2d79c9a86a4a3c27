/**
 * The server's processes: two nodes on one database, with a bus between them. A process may be killed at any moment and
 * comes back later; what it had in memory is gone, what is committed stays.
 */
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import type { Clock } from '@keqiao/server/platform/clock'
import type { Node } from '@keqiao/server/platform/gateway/index'
import type { World } from './world'

/** One life of one process. */
export interface Incarnation {
  readonly name: string
  readonly clock: Clock
  isAlive(): boolean
  /** Hands committed events to the bus; a dead process hands over nothing. */
  publish(events: readonly StoredEvent[]): void
  /** Dies here and now. */
  crash(): void
}

/** The server's part of one life. */
export interface ServerNode {
  readonly node: Node
  /** Takes what the bus brings. */
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
      publish: (events) => {
        if (alive) publish(world, [...nodes.values()], events)
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
    running.node.drain()
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

/** The bus: each node gets it on its own way, late, twice, or not at all. */
function publish({ time, random, faults }: World, nodes: readonly RunningNode[], events: readonly StoredEvent[]) {
  for (const { incarnation, deliver } of nodes) {
    if (faults.strikes('busLost')) continue
    const copies = faults.strikes('busDuplicated') ? 2 : 1
    for (let i = 0; i < copies; i++) {
      const lateMs = faults.strikes('busDelayed') ? random.between(50, 3_000) : 0
      time.schedule(random.between(0.5, 8) + lateMs, () => {
        if (incarnation.isAlive()) deliver(events)
      })
    }
  }
}
