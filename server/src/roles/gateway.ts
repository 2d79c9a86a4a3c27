import { isVisible, type Audience } from '@keqiao/contract'
import type { VisitorActor } from '@keqiao/domain'
import {
  audiencesOf,
  changesDesk,
  eventView,
  followConversation,
  readHeads,
  type SignFile,
} from '../features/conversation'
import { createLeases } from '../features/routing'
import type { Sessions } from '../features/session'
import type { VisitorSessions } from '../features/channel'
import { createTail, type LogReader, type StoredEvent } from '../platform/event-log'
import { deskTopic, memberTopic, Node, streamTopic, type GatewayLimits, type GatewayPorts } from '../platform/gateway'
import { refuse, type Execute, type Services } from '../platform/operations'

interface GatewayRoleOptions {
  readonly services: Services
  readonly execute: Execute
  readonly sessions: Sessions
  readonly visitors: VisitorSessions
  readonly sign: SignFile
  readonly nodeName: string
  readonly limits: GatewayLimits
  readonly maxConnections: number
  readonly maxPerPerson: number
  /** Whether a page of this origin may speak as staff. */
  readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean
  readonly onLag?: (seconds: number) => void
  readonly onCount: (connections: number) => void
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
  const { services, limits, maxConnections, maxPerPerson, onCount } = options
  const { clock, onError } = services
  const node = new Node({ clock, ports: portsOf(options), limits, maxConnections, maxPerPerson, onError, onCount })
  const recent = new RecentEvents()
  const deliver = createDelivery(node, options.sign, recent)
  const deaf = services.relay.listen(deliver)
  const tail = createTail((streamId, seq) => recent.has(streamId, seq), deliver, {
    doors: services.doors,
    clock,
    epoch: services.epoch,
    everyMs: tailEveryMs,
    batchSize: 1_000,
    onError,
    ...(options.onLag ? { onLag: options.onLag } : {}),
  })
  node.start()
  tail.wake()
  return {
    node,
    tail,
    async stop() {
      deaf()
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
  return {
    execute,
    leases,
    async authenticate(hello, upgrade) {
      if (hello.as === 'member') {
        // A cookie travels with any page's WebSocket: only the console's own pages may use it.
        if (!isOwnOrigin(upgrade.origin, upgrade.host)) return refuse('origin_refused')
        const session = await sessions.memberOf(upgrade.cookie)
        return session ? session.actor : refuse('unauthenticated')
      }
      const visitor = hello.token === undefined ? null : await visitors.visitorOf(hello.token)
      if (!visitor) return refuse('unauthenticated')
      if (visitor.draftPreview) previewing.add(visitor)
      return visitor
    },
    previews: (person) => person.kind === 'visitor' && previewing.has(person),
    range: followConversation(services, sign),
    async heads(audience: Audience, ids) {
      const heads = await services.doors.withSystem('heartbeat heads', (tx) => readHeads(tx, ids))
      return new Map([...heads].map(([id, head]) => [id, audience === 'visitor' ? head.visitorSeq : head.seq]))
    },
    loads: (memberIds) => leases.versions(memberIds),
  }
}

/**
 * Hands events to the sockets that may see them. An event can come twice, by relay and by tail: the second time it is
 * dropped here, and if it slips through, by the client's cursor.
 */
function createDelivery(node: Node, sign: SignFile, recent: RecentEvents): (events: readonly StoredEvent[]) => void {
  return (events) => {
    for (const event of events) {
      if (!recent.add(event.streamId, event.seq)) continue
      for (const audience of audiencesOf(event)) deliverTo(node, event, audience, sign)
      if (changesDesk(event)) node.hub.send(deskTopic(event.tenantId), () => ({ t: 'desk' }))
      if (event.type === 'presence.changed') node.hub.send(memberTopic(event.actor.id), () => ({ t: 'desk' }))
    }
  }
}

function deliverTo(node: Node, event: StoredEvent, audience: Audience, sign: SignFile): void {
  if (!isVisible(event.type, audience)) return
  node.hub.send(streamTopic(event.streamId, audience), () => ({
    t: 'event',
    s: event.streamId,
    e: eventView(event, audience, sign),
  }))
}

/** Remembers the events of the last moments: two generations, the older one dropped when the younger is full. */
class RecentEvents {
  private young = new Set<string>()
  private old = new Set<string>()

  has(streamId: string, seq: number): boolean {
    const key = `${streamId} ${seq}`
    return this.young.has(key) || this.old.has(key)
  }

  /** False: it was here already. */
  add(streamId: string, seq: number): boolean {
    if (this.has(streamId, seq)) return false
    this.young.add(`${streamId} ${seq}`)
    if (this.young.size >= 20_000) {
      this.old = this.young
      this.young = new Set()
    }
    return true
  }
}
