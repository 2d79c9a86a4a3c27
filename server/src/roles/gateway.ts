import type { Audience } from '@keqiao/contract'
import type { VisitorActor } from '@keqiao/domain'
import { followConversation, readHeads, type SignFile } from '../features/conversation'
import { createLeases } from '../features/routing'
import type { Sessions } from '../features/session'
import type { VisitorSessions } from '../features/channel'
import type { Bus } from '../platform/bus'
import { createTail, type LogReader } from '../platform/event-log'
import { Node, type GatewayLimits, type GatewayMeter, type GatewayPorts } from '../platform/gateway'
import { refuse, type Execute, type Person, type Services } from '../platform/operations'
import { createDelivery, RecentEvents } from './deliver-events'
import { findGone } from './find-gone'

interface GatewayRoleOptions {
  readonly bus: Bus
  readonly services: Services
  readonly execute: Execute
  readonly sessions: Pick<Sessions, 'memberOf' | 'liveSessions' | 'forget'>
  readonly visitors: Pick<VisitorSessions, 'visitorOf'>
  readonly sign: SignFile
  readonly nodeName: string
  readonly limits: GatewayLimits
  readonly maxConnections: number
  readonly maxPerPerson: number
  /** Whether a page of this origin may speak as staff. */
  readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean
  readonly onLag?: (seconds: number) => void
  readonly maxPerAddress: number
  readonly meter: GatewayMeter
}

/** The part of a process that holds sockets. */
export interface GatewayRole {
  readonly node: Node
  readonly tail: LogReader
  stop(): Promise<void>
}

/** How often the tail looks for what the bus did not bring. */
const tailEveryMs = 1_000

/** Puts the gateway's node together and lets it hear the log: by the relay at once, by the tail at latest. */
export function startGateway(options: GatewayRoleOptions): GatewayRole {
  const { services } = options
  const { clock, onError } = services
  const node = new Node({
    ...options,
    clock,
    ports: portsOf(options),
    onError,
    spread: (message) => options.bus.publish('frames', message),
  })
  const recent = new RecentEvents()
  const deliver = createDelivery(node, options.sign, recent, options.sessions.forget)
  const deaf = services.relay.listen((events) => {
    deliver(events)
    // It wakes, it never carries: the others read the log.
    options.bus.publish('log', options.nodeName)
  })
  const tail = createTail((streamId, seq) => recent.has(streamId, seq), deliver, {
    doors: services.doors,
    clock,
    epoch: services.epoch,
    everyMs: tailEveryMs,
    batchSize: 1_000,
    onError,
    ...(options.onLag ? { onLag: options.onLag } : {}),
  })
  const unsubscribe = [
    options.bus.subscribe('log', (from) => from === options.nodeName || tail.wake()),
    options.bus.subscribe('frames', (message) => node.hear(message)),
    options.bus.onGap(() => tail.wake()),
  ]
  node.start()
  tail.wake()
  return {
    node,
    tail,
    async stop() {
      deaf()
      for (const stop of unsubscribe) stop()
      await tail.stop()
      await node.stop()
    },
  }
}

function portsOf({
  services,
  execute,
  sessions,
  visitors,
  sign,
  nodeName,
  isOwnOrigin,
}: GatewayRoleOptions): GatewayPorts {
  const leases = createLeases(services, nodeName)
  const previewing = new WeakSet<VisitorActor>()
  const sessionIds = new WeakMap<Person, string>()
  return {
    execute,
    leases,
    async authenticate(hello, upgrade) {
      if (hello.as === 'member') {
        // A cookie travels with any page's WebSocket: only the console's own pages may use it.
        if (!isOwnOrigin(upgrade.origin, upgrade.host)) return refuse('origin_refused')
        const session = await sessions.memberOf(upgrade.cookie)
        if (!session) return refuse('unauthenticated')
        // Sessions are cached by the second: each connection gets a person of its own.
        const person = { ...session.actor }
        sessionIds.set(person, session.sessionId)
        return person
      }
      const visitor = hello.token === undefined ? null : await visitors.visitorOf(hello.token)
      if (!visitor) return refuse('unauthenticated')
      if (visitor.draftPreview) previewing.add(visitor)
      return visitor
    },
    gone: (people) => findGone(services, sessions, people, (person) => sessionIds.get(person)),
    previews: (person) => person.kind === 'visitor' && previewing.has(person),
    range: followConversation(services, sign),
    async heads(audience: Audience, ids) {
      const heads = await services.doors.withSystem('heartbeat heads', (tx) => readHeads(tx, ids))
      return new Map([...heads].map(([id, head]) => [id, audience === 'visitor' ? head.visitorSeq : head.seq]))
    },
    loads: (memberIds) => leases.versions(memberIds),
  }
}
