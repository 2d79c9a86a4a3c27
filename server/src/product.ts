import { join } from 'node:path'
import { allOperations, type MeView, type ReadFrame } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { FastifyInstance } from 'fastify'
import { bindablesOf } from './bindables'
import { folders, type Config } from './config'
import { renderShop } from './demo'
import { createVisitorSessions, findChatPage, visitorRoutes, type VisitorSessions } from './features/channel'
import type { TellNews } from './features/broadcast'
import { identifyContact } from './features/contact'
import {
  createMessageLog,
  handOver,
  latestConversationOf,
  mayAttach,
  reactToSettings,
  type MessageLog,
} from './features/conversation'
import { createFiles, type Files } from './features/file'
import { joinAllGroups } from './features/group'
import { helpCentreRoutes, tableRoutes } from './features/knowledge'
import { createSiteVisitors, siteVisitorRoutes, type SiteVisitors } from './features/monitor'
import { operatorRoutes } from './features/operator'
import {
  createRouter,
  reactToEvents,
  resetPresenceAfterAbsence,
  resetPresenceAtSignIn,
  type Router,
} from './features/routing'
import { createSessions, sessionRoutes, type Sessions } from './features/session'
import type { Clock } from './platform/clock'
import { createLocalBus, createRedisBus, type Bus } from './platform/bus'
import { openDoors, type Doors } from './platform/database/doors'
import { missingMigrations } from './platform/database/migrate'
import { createRelay, openLog } from './platform/event-log'
import {
  attachGateway,
  defaultLimits,
  memberTopic,
  spreadFrame,
  streamTopic,
  type GatewayMeter,
  type Node,
} from './platform/gateway'
import {
  callerAddress,
  closeHttpServer,
  createHttpServer,
  createOriginCheck,
  createReadiness,
  listen,
  watchEventLoop,
  type RoutePlugin,
} from './platform/http'
import { newId } from './platform/ids'
import { prepareJobs } from './platform/jobs'
import { createFaultReport, type Log } from './platform/log'
import { collectProcessMetrics, createMetrics, type Metrics } from './platform/metrics'
import { createExecute, type Execute, type Services } from './platform/operations'
import { createOutgoing, type Outgoing } from './platform/outgoing'
import { createRegionLookup } from './platform/region'
import { createSecretBox } from './platform/secret-box'
import { openLocalStorage } from './platform/storage'
import { startGateway } from './roles/gateway'
import { startWork } from './roles/worker'

interface ProductOptions {
  readonly config: Config
  readonly databaseUrl: string
  readonly secret: string
  /** Where browsers reach us, port included. */
  readonly publicUrl: string
  readonly port: number
  readonly version: string
  readonly clock: Clock
  readonly log: Log
  /** Of the demo shop; null: there is no demo. */
  readonly demoShop: () => { readonly merchantCode: string; readonly channelKey: string } | null
}

/** Everything of one process, put together and running. */
export interface Product {
  readonly app: FastifyInstance
  readonly doors: Doors
  readonly sessions: Sessions
  readonly port: number
  /** Stops in order: newcomers, sockets, jobs, what is under way, the database. */
  stop(): Promise<void>
}

/** What is done last to first when the process stops, or when its start fails half way. */
type Closers = (() => Promise<void>)[]

/** The parts that the roles share. */
interface House {
  readonly services: Services
  readonly metrics: Metrics
  readonly sessions: Sessions
  readonly visitors: VisitorSessions
  readonly files: Files
  readonly messages: MessageLog
  readonly router: Router
  readonly execute: Execute
  /** The gateway's node, once there is one: who is connected to this process. */
  readonly connected: { node: Node | null }
  readonly bus: Bus
  /** Who has a page of a shop open. */
  readonly site: SiteVisitors
  /** Where an address comes from. */
  readonly regionOf: ReturnType<typeof createRegionLookup>
  /** For whatever is sent to an address that somebody outside named. */
  readonly outgoing: Outgoing
  /** Seconds by which the slowest reader of the log is behind. */
  readonly lag: { seconds: number }
  readonly report: (error: unknown, where: string) => string
}

/** How long requests and jobs that run may take to finish when the process stops. */
const patienceMs = 8_000

/** Puts the roles of this process on a migrated database. Whatever fails leaves nothing open. */
export async function openProduct(options: ProductOptions): Promise<Product> {
  const { config, log } = options
  const closers: Closers = []
  const report = createFaultReport(log)
  const close = () => closeAll(closers, report)
  try {
    const house = await openHouse(options, report, closers)
    const app = await openHttp(options, house, closers)
    // Stopped in the reverse order: sockets first, then jobs, then requests that run.
    if (config.roles.has('worker')) await openWorker(options, house, closers)
    if (config.roles.has('gateway')) openGateway(options, house, app, closers)
    const port = await listen(app, config.host, options.port)
    return { app, doors: house.services.doors, sessions: house.sessions, port, stop: close }
  } catch (error) {
    await close()
    throw error
  }
}

/** By the bus: members may be connected to any process. */
function newsOver(bus: Bus): TellNews {
  return (memberIds, of) => {
    for (const id of memberIds) bus.publish('frames', spreadFrame(memberTopic(id), { t: 'news', of }))
  }
}

async function openHouse(options: ProductOptions, report: House['report'], closers: Closers): Promise<House> {
  const { config, databaseUrl, secret, publicUrl, clock, log } = options
  const metrics = createMetrics()
  collectProcessMetrics(metrics)
  const onError = (error: unknown, where: string) => void report(error, where)
  const doors = openDoors({ url: databaseUrl, poolSize: config.databasePoolSize, onError })
  closers.push(() => doors.close())
  await prepareJobs(databaseUrl, log)
  const bus = openBus(options, metrics)
  closers.push(() => bus.close())
  const relay = createRelay(onError)
  relay.listen((events) => events.forEach(({ type }) => metrics.eventsAppended.inc({ type })))
  const services: Services = { doors, clock, relay, epoch: await openLog(doors), random: Math.random, onError }
  const sessions = createSessions({ doors, databaseUrl, secret, publicUrl, clock, onError })
  closers.push(() => sessions.close())
  const box = createSecretBox(secret)
  const visitors = createVisitorSessions({
    doors,
    clock,
    box,
    latestConversationOf: latestConversationOf(services),
    handOver: handOver(services),
    identifyContact: identifyContact(services),
  })
  const files = createFiles({
    secret,
    doors,
    clock,
    metrics,
    storage: await openLocalStorage(join(config.dataDir, 'files'), clock),
    mayAttach: mayAttach(services),
    onFault: report,
    onCall: (operation, outcome) => metrics.calls.inc({ operation, outcome }),
  })
  const messages = createMessageLog({ services, onBatch: (size) => metrics.batchSize.observe(size) })
  closers.push(() => messages.drain())
  const router = createRouter(services)
  const deaf = [relay.listen(reactToEvents(router)), relay.listen(reactToSettings(services))]
  closers.push(async () => {
    for (const stopListening of deaf) stopListening()
    await router.stop()
  })
  const connected: House['connected'] = { node: null }
  const isOnline = (id: string) => connected.node?.isOnline(id) ?? false
  const site = createSiteVisitors({ bus, clock })
  closers.push(async () => site.stop())
  const tellRead = readTeller(bus)
  const bindables = bindablesOf({
    sessions,
    box,
    conversation: { messages, sign: files.sign, isOnline, tellRead },
    tellNews: newsOver(bus),
    site,
  })
  const execute = createExecute({
    bindings: bindables.map((bindable) => bindable(services)),
    onFault: report,
    onCall: (operation, outcome) => metrics.calls.inc({ operation, outcome }),
  })
  const lag = { seconds: 0 }
  const outgoing = createOutgoing({ allowPrivate: config.outgoingPrivate })
  return {
    services,
    metrics,
    sessions,
    visitors,
    files,
    messages,
    router,
    execute,
    connected,
    bus,
    site,
    regionOf: createRegionLookup(services.onError),
    outgoing,
    lag,
    report,
  }
}

/** Tells how far somebody has read, by the bus: this process may hold no sockets. */
function readTeller(bus: Bus) {
  return (s: string, by: 'visitor' | 'agent', seq: number): void => {
    const frame: ReadFrame = { t: 'read', s, by, seq }
    bus.publish('frames', spreadFrame(streamTopic(s, by === 'visitor' ? 'staff' : 'visitor'), frame))
  }
}

async function openHttp(options: ProductOptions, house: House, closers: Closers): Promise<FastifyInstance> {
  const { config, databaseUrl, publicUrl, clock, log, version, demoShop } = options
  const { services, metrics, sessions, visitors, execute, lag } = house
  const eventLoop = watchEventLoop(clock)
  const app = await createHttpServer({
    config: { ...config, publicUrl, version },
    log,
    metrics,
    execute,
    operations: allOperations,
    people: {
      memberOf: async (cookie) => (await sessions.memberOf(cookie))?.actor ?? null,
      visitorOf: (token) => visitors.visitorOf(token),
    },
    routes: routesOf(options, house),
    staticSites: {
      console: folders.console,
      widget: folders.widget,
      demo: folders.demoShop,
      findChatPage: (key) => findChatPage(services.doors, key),
      demoMerchant: () => demoShop()?.merchantCode ?? null,
      demoPage(path) {
        const shop = demoShop()
        const html = shop && renderShop(path, { widgetOrigin: publicUrl, channelKey: shop.channelKey })
        return html === null ? null : { html, widgetOrigin: publicUrl }
      },
    },
    readiness: createReadiness({
      ping: () => services.doors.ping(),
      missingMigrations: () => missingMigrations(databaseUrl, folders.migrations),
      readerLagSeconds: () => lag.seconds,
      eventLoop,
      clock,
    }),
  })
  closers.push(async () => {
    eventLoop.stop()
    await closeHttpServer(app, clock, patienceMs)
  })
  return app
}

function openBus({ config: { redisUrl }, log }: ProductOptions, { busDropped }: Metrics): Bus {
  if (redisUrl === null) return createLocalBus((error) => log.error({ err: error }, 'a listener of the bus failed'))
  return createRedisBus({ url: redisUrl, log, onDropped: () => busDropped.inc() })
}

function routesOf(
  { publicUrl }: ProductOptions,
  { services, sessions, visitors, files, connected, site, regionOf, report }: House,
): RoutePlugin[] {
  const reset = resetPresenceAtSignIn(services)
  const resetAbsent = resetPresenceAfterAbsence(services)
  const present = ({ tenant, member }: MeView) => ({
    tenantId: tenant.id as TenantId,
    id: member.id,
    name: member.nickname,
  })
  return [
    sessionRoutes(
      sessions,
      { services, joinAllGroups },
      {
        signedIn: (me) => reset(present(me)),
        returned: (me) => resetAbsent(present(me)),
        signedOut: (memberId) => connected.node?.recheckMember(memberId),
      },
    ),
    visitorRoutes(visitors),
    siteVisitorRoutes({ services, visitors, site, regionOf }),
    operatorRoutes({ doors: services.doors, publicUrl }),
    helpCentreRoutes({ doors: services.doors, publicUrl }),
    tableRoutes({ services, onFault: report }),
    files.routes,
  ]
}

function openGateway(
  { config, publicUrl }: ProductOptions,
  house: House,
  app: FastifyInstance,
  closers: Closers,
): void {
  const { metrics, files, lag, connected } = house
  const { node, stop } = startGateway({
    ...house,
    sign: files.sign,
    nodeName: newId(),
    limits: defaultLimits,
    maxConnections: config.maxConnections,
    maxPerPerson: config.maxConnectionsPerPerson,
    isOwnOrigin: createOriginCheck(publicUrl),
    maxPerAddress: config.maxConnectionsPerAddress,
    meter: meterOf(metrics),
    onLag(seconds) {
      lag.seconds = seconds
      metrics.readerLag.set({ reader: 'tail' }, seconds)
    },
  })
  connected.node = node
  const detach = attachGateway(app.server, node, callerAddress(config.trustProxy))
  closers.push(async () => {
    detach()
    await stop()
  })
}

function meterOf({ framesIn, framesOut, connections, connectionsRefused }: Metrics): GatewayMeter {
  return {
    frameIn: () => framesIn.inc(),
    frameOut: () => framesOut.inc(),
    refused: (code) => connectionsRefused.inc({ code }),
    connections: (count) => connections.set({ as: 'all' }, count),
  }
}

async function openWorker(options: ProductOptions, house: House, closers: Closers): Promise<void> {
  const { databaseUrl, clock, log } = options
  const work = await startWork({ ...house, databaseUrl, clock, log })
  closers.push(() => work.stop(patienceMs))
}

async function closeAll(closers: Closers, report: House['report']): Promise<void> {
  for (const close of closers.splice(0).toReversed()) {
    try {
      await close()
    } catch (error) {
      report(error, 'stop')
    }
  }
}
