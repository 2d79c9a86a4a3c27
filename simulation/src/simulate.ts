/** One run: people act while things go wrong, then all heals, and when everything is quiet the books are compared. */
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import type { Actor } from './actors/actor'
import { createAgent, type AgentActor } from './actors/agent'
import { createVisitor } from './actors/visitor'
import { staffFor, type Backend, type Staffing } from './backend'
import { byConversation, checkLog } from './check-log'
import { checkRouting, findHoarders, findOverdue, findUnserved, standingOf } from './check-routing'
import { checkShutOut, disabledAtEnd } from './check-shut-out'
import { checkNothingLost, checkScreen, checkShown, lagOf } from './check-views'
import { createMemoryBackend } from './memory/backend'
import { createRecord, type Record } from './record'
import type { Sabotage } from './sabotage'
import { createWireWatch } from './wire-watch'
import { startCluster, type Cluster } from './world/cluster'
import { createFaults, type FaultCounts, type FaultKind } from './world/faults'
import { createNetwork } from './world/network'
import { createRandom } from './world/random'
import { createTrace } from './world/trace'
import { createVirtualTime } from './world/virtual-time'
import type { World } from './world/world'

export interface SimulationOptions {
  readonly seed: number
  readonly steps: number
  readonly actors: number
  readonly sabotage: Sabotage | null
  /** Another backend than the one in memory, and the faults it can show. */
  readonly backend?: {
    readonly create: (world: World, staffing: Staffing) => Promise<Backend>
    readonly canFail: (kind: FaultKind) => boolean
    /** At most so long between two acts, in milliseconds of the simulated clock. */
    readonly paceMs: number
    /** In the middle of every other run nobody acts for so long, so that what takes minutes happens too. */
    readonly pauseMs: number
    /** After all has come to rest, now and then. */
    readonly quietMs: number
  }
  readonly hashed?: boolean
  readonly verbose?: boolean
}

export interface SimulationResult {
  readonly seed: number
  /** Empty: everything held. */
  readonly problems: readonly string[]
  readonly faults: FaultCounts
  /** Events in the log. */
  readonly eventCount: number
  readonly taskCount: number
  readonly hash: string
  readonly trace: readonly string[]
}

/** Between two acts at most, in milliseconds of the simulated clock. */
const usualPaceMs = 700
/** Longer than the silence that closes a dialogue, and than it may take to close it. */
const usualQuietMs = 50_000
/** After healing, everything must be at rest within this time of the simulated clock. */
const restWithinMs = 10 * 60_000
const lookEveryMs = 5_000
const endWithinMs = 30_000

/** Runs one seed. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const world = createWorld(options)
  const staffing = staffFor(options.actors)
  const backend = await (options.backend?.create(world, staffing) ??
    createMemoryBackend(world, staffing, options.sabotage))
  const cluster = startCluster(world, (incarnation) => backend.startNode(incarnation))
  const record = createRecord()
  const actors = employ(world, cluster, backend, record, options.sabotage)
  try {
    await play(world, cluster, backend, actors, options)
    const rest = await comeToRest(world, backend, actors, options.backend?.quietMs ?? usualQuietMs)
    const log = await backend.readLog()
    const problems = [...world.violations, ...(rest === null ? [] : [rest])]
    // Books that were not closed need not balance.
    if (problems.length === 0) problems.push(...(await balance(log, world, backend, record, actors)))
    return {
      seed: options.seed,
      problems,
      faults: world.faults.counts,
      eventCount: log.length,
      taskCount: world.time.taskCount,
      hash: world.trace.hash(),
      trace: world.trace.lines,
    }
  } finally {
    for (const actor of actors) actor.leave()
    // Whatever still runs needs time to end.
    const stopped = cluster.stop()
    await world.time.run(world.time.now() + endWithinMs)
    await stopped
    await backend.close()
  }
}

function createWorld({ seed, hashed = false, verbose = false, backend }: SimulationOptions): World {
  const random = createRandom(seed)
  return {
    time: createVirtualTime(),
    random: random.fork(),
    faults: createFaults(random.fork(), backend?.canFail ?? (() => true)),
    trace: createTrace({ hashed, kept: verbose }),
    violations: [],
  }
}

function employ(world: World, cluster: Cluster, backend: Backend, record: Record, sabotage: Sabotage | null): Actor[] {
  const network = createNetwork(world, cluster, createWireWatch(world, record, sabotage))
  return backend.people.map((somebody) => {
    const options = { world, network, backend, record, somebody, random: world.random.fork(), sabotage }
    return somebody.audience === 'visitor' ? createVisitor(options) : createAgent(options)
  })
}

async function play(
  world: World,
  cluster: Cluster,
  backend: Backend,
  actors: readonly Actor[],
  options: SimulationOptions,
) {
  const paceMs = options.backend?.paceMs ?? usualPaceMs
  const pauseMs = options.backend?.pauseMs ?? 0
  const pauseAt = options.seed % 2 === 0 ? -1 : Math.floor(options.steps / 2)
  const isOver = () => world.violations.length > 0
  for (let step = 0; step < options.steps && !isOver(); step++) {
    await world.time.run(world.time.now() + world.random.between(5, paceMs), isOver)
    cluster.disturb()
    world.random.pick(actors).act()
    if (step % 20 === 0) world.violations.push(...findHoarders(await backend.floor(), backend.rules))
    if (step === pauseAt) await world.time.run(world.time.now() + pauseMs, isOver)
  }
  world.faults.heal()
  for (const actor of actors) actor.heal()
}

/** Who should have been served or closed by now, if anybody. */
async function findUnsettled(world: World, backend: Backend, log: readonly StoredEvent[]): Promise<string | null> {
  return findUnserved(standingOf(log), await backend.floor()) ?? findOverdue(log, backend.rules, world.time.now())
}

/** All is quiet twice, with a silence in between now and then that is long enough for whoever fell silent to be closed. */
async function comeToRest(
  world: World,
  backend: Backend,
  actors: readonly Actor[],
  quietMs: number,
): Promise<string | null> {
  if (world.violations.length > 0) return null
  const rest = await waitForRest(world, backend, actors)
  if (rest !== null || quietMs === 0 || !world.random.chance(0.3)) return rest
  await world.time.run(world.time.now() + quietMs, () => world.violations.length > 0)
  return waitForRest(world, backend, actors)
}

/** Lets time pass until nobody waits for anything. The result says who still does when the time is up. */
async function waitForRest(world: World, backend: Backend, actors: readonly Actor[]): Promise<string | null> {
  const deadline = world.time.now() + restWithinMs
  let unrest: string | null = null
  while (world.time.now() < deadline) {
    await world.time.run(world.time.now() + lookEveryMs, () => world.violations.length > 0)
    if (world.violations.length > 0) return null
    await backend.settled()
    const log = await backend.readLog()
    unrest = findUnrest(actors, log) ?? (await findUnsettled(world, backend, log))
    if (unrest === null) return null
  }
  return `no rest within ${restWithinMs / 60_000} minutes: ${unrest ?? ''}`
}

function findUnrest(actors: readonly Actor[], log: readonly StoredEvent[]): string | null {
  const [streams, disabled] = [byConversation(log), disabledAtEnd(log)]
  for (const actor of actors) {
    const { label, person } = actor.somebody
    const isDisabled = disabled.has(person.id)
    const reasons = [
      actor.unrest(isDisabled),
      ...actor.conversations().map((conversation) => lagOf(actor.somebody, conversation, streams)),
      'ownIds' in actor ? deskLag(actor as AgentActor, { id: person.id, isDisabled }, streams) : null,
    ]
    const reason = reasons.find((one) => one !== null)
    if (reason) return `${label} ${reason}`
  }
  return null
}

function deskLag(
  agent: AgentActor,
  { id: memberId, isDisabled }: { readonly id: string; readonly isDisabled: boolean },
  log: ReadonlyMap<string, StoredEvent[]>,
): string | null {
  const held = [...log].filter(([, events]) => holderOf(events) === memberId).map(([id]) => id)
  if (isDisabled) return held.length === 0 ? null : `is disabled and holds ${held.join()}`
  const shown = agent.ownIds()
  if (!shown) return 'has no desk'
  return held.sort().join() === [...shown].sort().join() ? null : `holds ${held.join()} and sees ${shown.join()}`
}

function holderOf(events: readonly StoredEvent[]): string | null {
  const last = events.findLast(({ type }) => type === 'leg.opened' || type === 'leg.closed')
  return last?.type === 'leg.opened' ? (last.payload as { member: { id: string } }).member.id : null
}

async function balance(
  log: readonly StoredEvent[],
  world: World,
  backend: Backend,
  record: Record,
  actors: readonly Actor[],
): Promise<string[]> {
  const streams = byConversation(log)
  const problems = [
    ...checkLog(log, record),
    ...checkRouting(log, await backend.floor(), backend.rules, record),
    ...checkShutOut(log),
    ...checkShown(log, record),
    ...checkNothingLost(log, record, actors),
  ]
  for (const actor of actors) {
    for (const conversation of actor.conversations()) {
      problems.push(...(await checkScreen(actor.somebody, conversation, streams, backend)))
    }
  }
  return [...problems, ...world.violations]
}
