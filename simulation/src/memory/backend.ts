import type { Audience } from '@keqiao/contract'
import { FRAME_LIMITS } from '@keqiao/contract/frames'
import {
  builtInRoles,
  type ChannelId,
  type ContactId,
  type GroupId,
  type MemberActor,
  type MemberId,
  type TenantId,
  type VisitorActor,
} from '@keqiao/domain'
import { eventView } from '@keqiao/server/features/conversation/index'
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import { createLocalBus } from '@keqiao/server/platform/bus/index'
import { defaultLimits, Node, streamTopic, type GatewayPorts } from '@keqiao/server/platform/gateway/index'
import { createExecute, refuse, type Person } from '@keqiao/server/platform/operations/index'
import { createDelivery } from '@keqiao/server/roles/deliver-events'
import { RecentEvents } from '@keqiao/server/roles/recent-events'
import type { Backend, FloorRow, Staffing } from '../backend'
import { shortRules } from '../routing-rules'
import type { Sabotage } from '../sabotage'
import type { Incarnation, ServerNode } from '../world/cluster'
import type { Somebody, World } from '../world/world'
import { createMemoryDatabase, recalledSeqs, visibleEvents, type MemoryDatabase } from './database'
import { memoryOperations, reach } from './operations'
import { leaseFrom } from './router'
import { createMemoryServer, type MemoryMerchant, type MemoryServer } from './server'

/** How often each node looks into the log for what the bus did not bring. */
const tailEveryMs = 1_000

/** A backend in memory: the real gateway, the real decisions, a simulated database. */
export function createMemoryBackend(world: World, staffing: Staffing, sabotage: Sabotage | null): Backend {
  const database = createMemoryDatabase(sabotage === 'load-miscounted' ? 2 : 1)
  const merchants: MemoryMerchant[] = []
  const people = staffing.merchants.flatMap((merchant) => {
    const tenantId = world.random.uuid() as TenantId
    const group = (name: string) => ({ id: world.random.uuid() as GroupId, name: `${merchant.mark}${name}` })
    const [first, ...others] = merchant.groups
    const facts: MemoryMerchant = { tenantId, groups: [group(first), ...others.map(group)] }
    merchants.push(facts)
    return employ(world, database, facts, merchant)
  })
  const hasTail = world.random.chance(0.5)

  return {
    people,
    groupsOf: (tenantId) =>
      merchants.filter((one) => one.tenantId === tenantId).flatMap((one) => one.groups.map(({ id }) => id)),
    startNode(incarnation) {
      const server = createMemoryServer(world, database, merchants, incarnation, sabotage)
      server.router.start()
      return startNode(world, server, incarnation, hasTail, sabotage)
    },
    readLog: () => Promise.resolve(database.log),
    latestConversationOf(person) {
      const own = [...database.conversations.values()].filter(({ row }) => row.contact_id === person.id)
      return Promise.resolve(own.at(-1)?.row.id ?? null)
    },
    execute: createExecute({
      bindings: memoryOperations(observer(world, database, merchants)),
      onFault: (error) => String(error),
    }),
    settled: () => Promise.resolve(),
    floor: () => Promise.resolve(floorOf(world, database)),
    rules: shortRules,
    close: () => Promise.resolve(),
  }
}

/** Looks at the database as nobody's process: never dies, and its reads are right. */
function observer(world: World, database: MemoryDatabase, merchants: readonly MemoryMerchant[]): MemoryServer {
  const incarnation: Incarnation = {
    name: 'observer',
    clock: { now: world.time.now, monotonic: world.time.now, setTimer: world.time.schedule },
    isAlive: () => true,
    bus: createLocalBus(() => undefined),
    relay: () => undefined,
    crash: () => undefined,
  }
  return { ...createMemoryServer(world, database, merchants, incarnation, null), read: () => Promise.resolve() }
}

function employ(
  world: World,
  database: MemoryDatabase,
  { tenantId, groups }: MemoryMerchant,
  merchant: Staffing['merchants'][number],
): Somebody[] {
  const channelId = world.random.uuid() as ChannelId
  const agents = merchant.agents.map(({ label, capacity, role, groups: lines }): Somebody => {
    const template = builtInRoles.find(({ key }) => key === role)
    const actor: MemberActor = {
      kind: 'member',
      tenantId,
      id: world.random.uuid() as MemberId,
      name: `${merchant.mark}${label}`,
      permissions: new Set(template?.permissions),
      scope: template?.scope ?? 'own',
    }
    database.members.set(actor.id, {
      actor,
      capacity,
      status: 'away',
      disabled: false,
      active: 0,
      version: 0,
      seq: 0,
      groupIds: groups.filter((_, line) => lines.includes(line)).map(({ id }) => id),
      leaseUntil: 0,
      lastLegAt: null,
    })
    return { person: actor, audience: 'staff', label, merchant: merchant.mark, capacity }
  })
  const visitors = merchant.visitors.map((label): Somebody => {
    const person: VisitorActor = {
      kind: 'visitor',
      tenantId,
      id: world.random.uuid() as ContactId,
      name: `${merchant.mark}${label}`,
      channelId,
    }
    database.visitors.set(person.id, person)
    return { person, audience: 'visitor', label, merchant: merchant.mark, capacity: 0 }
  })
  return [...visitors, ...agents]
}

function startNode(
  world: World,
  server: MemoryServer,
  incarnation: Incarnation,
  hasTail: boolean,
  sabotage: Sabotage | null,
): ServerNode {
  const node = new Node({
    clock: incarnation.clock,
    ports: portsOf(server, incarnation.clock),
    limits: defaultLimits,
    maxConnections: 1_000,
    maxPerPerson: 20,
    spread: (message) => incarnation.bus.publish('frames', message),
    onError: (error, where) => void world.violations.push(`the server threw in ${where}: ${String(error)}`),
  })
  const recent = new RecentEvents()
  const deliverReal = createDelivery(
    node,
    () => '/file',
    recent,
    () => undefined,
  )
  const deliver = (events: readonly StoredEvent[]) => {
    if (sabotage === 'note-leaks-to-visitor') leakNotes(node, events)
    deliverReal(events)
  }
  // What happens to members has no other way to a node: no client asks for it.
  const isTold = ({ stream, streamId, seq }: StoredEvent) =>
    (hasTail || stream === 'member') && !recent.has(streamId, seq)
  let position = server.database.log.length
  const look = () => {
    const { log } = server.database
    deliver(log.slice(position).filter(isTold))
    position = log.length
    incarnation.clock.setTimer(tailEveryMs, look)
  }
  look()
  incarnation.bus.subscribe('frames', (message) => node.hear(message))
  node.start()
  return { node, deliver, stop: () => node.stop() }
}

function leakNotes(node: Node, events: readonly StoredEvent[]): void {
  for (const event of events.filter(({ type }) => type === 'note.added')) {
    const frame = { t: 'event', s: event.streamId, e: eventView(event, 'staff', () => '/file') }
    node.hub.send(streamTopic(event.streamId, 'visitor'), () => frame)
  }
}

function portsOf(server: MemoryServer, clock: Incarnation['clock']): GatewayPorts {
  const { database, sabotage } = server
  const execute = createExecute({ bindings: memoryOperations(server), onFault: (error) => String(error) })
  return {
    execute,
    async authenticate(hello, upgrade) {
      await server.read()
      const person =
        hello.as === 'member'
          ? database.members.get(upgrade.cookie ?? '')?.actor
          : database.visitors.get(hello.token ?? '')
      return person && !isShutOut(server, person) ? person : refuse('unauthenticated')
    },
    async gone(people) {
      await server.read()
      return people.filter((person) => isShutOut(server, person))
    },
    speaks: () => Promise.resolve(true),
    previews: () => true,
    visitorSeen: watchVisitors(server, clock),
    visited: () => undefined,
    visitorLeft: () => undefined,
    async range(person, streamId, cursor) {
      await server.read()
      const target = reach(server, person, streamId)
      if ('refused' in target) return target
      const audience: Audience = person.kind === 'visitor' ? 'visitor' : 'staff'
      const missing = visibleEvents(target, audience).filter(({ seq }) => seq > cursor)
      const recalled = recalledSeqs(target.events)
      const page = missing
        .slice(0, FRAME_LIMITS.rangeSize)
        .map((event) => eventView(event, audience, () => '/file', recalled))
      const head = audience === 'visitor' ? target.row.visitor_seq : target.row.seq
      return {
        events: sabotage === 'reordered-delivery' ? page.reverse() : page,
        head,
        more: missing.length > page.length,
      }
    },
    async heads(audience, streamIds) {
      await server.read()
      const rows = streamIds.flatMap((id) => database.conversations.get(id)?.row ?? [])
      return new Map(rows.map((row) => [row.id, audience === 'visitor' ? row.visitor_seq : row.seq]))
    },
    async loads(memberIds) {
      await server.read()
      return new Map(memberIds.map((id) => [id, server.memberOf(id).version]))
    },
    leases: leasesOf(server),
  }
}

function isShutOut({ database, sabotage }: MemoryServer, { id }: Person): boolean {
  return database.members.get(id)?.disabled === true && sabotage !== 'disabled-stays-connected'
}

function leasesOf(server: MemoryServer): GatewayPorts['leases'] {
  const extend = (person: Person) => {
    if (person.kind !== 'member') return
    const member = server.memberOf(person.id)
    member.leaseUntil = leaseFrom(server.world.time.now())
  }
  return {
    async open(_, person) {
      await server.read()
      extend(person)
      // An agent whose connection is back may be given somebody again.
      if (person.kind === 'member') server.router.wake(person.tenantId)
    },
    async renew(connections) {
      await server.read()
      for (const { person } of connections) extend(person)
    },
    // The socket is gone; the member's own time runs out by itself.
    close: () => server.read(),
  }
}

/**
 * Notes who is connected when he comes and goes, and whoever stays again and again: a node that hears late that a socket
 * died says "gone" of somebody who is connected elsewhere, and is put right by his node.
 */
function watchVisitors(server: MemoryServer, clock: Incarnation['clock']): GatewayPorts['visitorSeen'] {
  const here = new Set<string>()
  const refresh = () => {
    for (const id of here) noteVisitor(server, id, true)
    clock.setTimer(shortRules.seenEveryMs, refresh)
  }
  clock.setTimer(shortRules.seenEveryMs, refresh)
  return (streamId, isHere) => {
    if (isHere) here.add(streamId)
    else here.delete(streamId)
    void server.read().then(() => noteVisitor(server, streamId, isHere))
  }
}

function noteVisitor({ database, world }: MemoryServer, streamId: string, here: boolean): void {
  const conversation = database.conversations.get(streamId)
  if (!conversation || conversation.row.status === 'closed') return
  conversation.row = { ...conversation.row, visitor_here: here, visitor_seen_at: world.time.now() }
}

function floorOf(world: World, database: MemoryDatabase): FloorRow[] {
  const rows = [...database.conversations.values()].map(({ row }) => row)
  return [...database.members.values()].map((member) => ({
    memberId: member.actor.id,
    groupIds: member.groupIds,
    status: member.status,
    disabled: member.disabled,
    connected: member.leaseUntil > world.time.now(),
    absentMs: world.time.now() - member.leaseUntil,
    active: member.active,
    capacity: member.capacity,
    held: rows.filter((row) => row.status === 'open' && row.member_id === member.actor.id).length,
  }))
}
