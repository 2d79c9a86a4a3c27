import type { Audience } from '@keqiao/contract'
import type { Region, VisitorActor } from '@keqiao/domain'
import {
  followConversation,
  reachableContacts,
  readHeads,
  startVisitKeeper,
  startVisitorWatch,
  visitView,
  type SignFile,
  type VisitKeeper,
  type VisitorWatch,
  whoSpeaks,
} from '../features/conversation'
import { followContact, selectContactHeads } from '../features/contact'
import { startBoardWatch, startWatchLog, type BoardWatch, type WatchLog } from '../features/monitor'
import { createLeases, startQueueWatch, type Router } from '../features/routing'
import type { Sessions } from '../features/session'
import type { VisitorSessions } from '../features/channel'
import type { Bus } from '../platform/bus'
import { createTail, type LogReader, type StoredEvent } from '../platform/event-log'
import { Node, streamTopic, type GatewayLimits, type GatewayMeter, type GatewayPorts } from '../platform/gateway'
import { isLongLivedStream } from '../platform/ids'
import { refuse, type Execute, type Person, type Services } from '../platform/operations'
import { createDelivery } from './deliver-events'
import { RecentEvents } from './recent-events'
import { findGone } from './find-gone'

interface GatewayRoleOptions {
  readonly bus: Bus
  readonly services: Services
  readonly execute: Execute
  readonly sessions: Pick<Sessions, 'memberOf' | 'liveSessions' | 'forget'>
  readonly visitors: Pick<VisitorSessions, 'visitorOf'>
  /** Where an address comes from. Never rejects. */
  readonly regionOf: (address: string) => Promise<Region | null>
  readonly sign: SignFile
  readonly router: Pick<Router, 'wake'>
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
  const watch = startVisitorWatch(services)
  const visits = startVisitKeeper(services, (s, tenantId, visit, signed) =>
    node.spread(streamTopic(s, 'staff'), { t: 'visit', s, visit: visitView(visit, signed, tenantId, options.sign) }),
  )
  const board = startBoardWatch(services)
  const watches = startWatchLog(services)
  const node = new Node({
    ...options,
    clock,
    ports: portsOf(options, watch, visits, board, watches),
    onError,
    spread: (message) => options.bus.publish('frames', message),
  })
  const recent = new RecentEvents()
  const places = startQueueWatch(services, {
    isHere: (conversationId) => node.isOnline(conversationId),
    tell: (s, place) => node.hub.send(streamTopic(s, 'visitor'), () => ({ t: 'queue', s, ...place })),
  })
  const deliverEvents = createDelivery(node, options.sign, recent, options.sessions.forget)
  const deliver = (events: readonly StoredEvent[]): void => {
    deliverEvents(events)
    places.hear(events)
    visits.hear(events)
    board.hear(events)
    watches.hear(events)
  }
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
      // Those who are sent elsewhere portion by portion hear of everything until then.
      await node.stop()
      deaf()
      for (const stop of unsubscribe) stop()
      await tail.stop()
      await places.stop()
      await board.stop()
      await watches.stop()
      await watch.stop()
      await visits.stop()
    },
  }
}

function portsOf(
  { services, execute, sessions, visitors, regionOf, sign, router, nodeName, isOwnOrigin }: GatewayRoleOptions,
  watch: VisitorWatch,
  visits: VisitKeeper,
  board: BoardWatch,
  watches: WatchLog,
): GatewayPorts {
  // An agent whose connection is back may be given somebody again.
  const leases = createLeases(services, nodeName, ({ tenantId }) => router.wake(tenantId))
  const previewing = new WeakSet<VisitorActor>()
  const ofContact = followContact(services, reachableContacts)
  const ofConversation = followConversation(services, sign)
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
      const person = { ...visitor, region: await regionOf(upgrade.address) }
      if (visitor.draftPreview) previewing.add(person)
      return person
    },
    gone: (people) => findGone(services, sessions, people, (person) => sessionIds.get(person)),
    speaks: whoSpeaks(services),
    previews: (person) => person.kind === 'visitor' && previewing.has(person),
    range: (person, streamId, cursor) =>
      (isLongLivedStream(streamId) ? ofContact : ofConversation)(person, streamId, cursor),
    async heads(audience: Audience, ids) {
      const ofContacts = audience === 'staff' ? ids.filter(isLongLivedStream) : []
      const [heads, contacts] = await services.doors.withSystem('heartbeat heads', async (tx) => [
        await readHeads(tx, ids),
        ofContacts.length > 0 ? await selectContactHeads(tx, ofContacts) : [],
      ])
      const seqs = [...heads].map(([id, head]) => [id, audience === 'visitor' ? head.visitorSeq : head.seq] as const)
      return new Map([...seqs, ...contacts])
    },
    visitorSeen: (streamId, here) => watch.note(streamId, here),
    visited: (visitor, report) => visits.told(visitor, report),
    visitorLeft: (visitor) => visits.left(visitor),
    memberFollows: (...following) => watches.note(...following),
    watch: (person, _what, listener) => board.watch(person, listener),
    loads: (memberIds) => leases.versions(memberIds),
  }
}
