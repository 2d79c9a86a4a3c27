import { readdir } from 'node:fs/promises'
import { allOperations } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { FastifyInstance } from 'fastify'
import { folders, type Config } from './config'
import { createVisitorSessions, visitorRoutes } from './features/channel'
import {
  conversationOperations,
  createMessageLog,
  latestConversationOf,
  mayAttach,
  startSilenceSweep,
} from './features/conversation'
import { createFiles } from './features/file'
import { memberRoutes } from './features/member'
import { resetPresenceAtSignIn, routingOperations } from './features/routing'
import { createSessions, sessionRoutes, type Sessions } from './features/session'
import type { Clock } from './platform/clock'
import type { Doors } from './platform/database/doors'
import { openDoors } from './platform/database/doors'
import { createRelay, openLogEpoch } from './platform/event-log'
import { attachGateway, defaultLimits, streamTopic } from './platform/gateway'
import {
  closeHttpServer,
  createHttpServer,
  createOriginCheck,
  createReadiness,
  listen,
  watchEventLoop,
  type StaticSites,
} from './platform/http'
import { newId } from './platform/ids'
import { maintenance, maintenanceCalendar, prepareJobs, startWorker, type Worker } from './platform/jobs'
import { createFaultReport, type Log } from './platform/log'
import { collectProcessMetrics, createMetrics } from './platform/metrics'
import { createExecute, type Services } from './platform/operations'
import { startGateway, type GatewayRole } from './roles/gateway'

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
  readonly demoChannelKey: () => string | null
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

/** How long requests and jobs that run may take to finish when the process stops. */
const patienceMs = 8_000

/** Puts the roles of this process on a migrated database. Whatever fails leaves nothing open. */
export async function openProduct(options: ProductOptions): Promise<Product> {
  const { config, databaseUrl, secret, publicUrl, clock, log } = options
  const metrics = createMetrics()
  collectProcessMetrics(metrics)
  const report = createFaultReport(log)
  const onError = (error: unknown, where: string) => void report(error, where)
  const doors = openDoors({ url: databaseUrl, poolSize: config.databasePoolSize, onError })
  const closers: (() => Promise<void>)[] = [() => doors.close()]
  try {
    await prepareJobs(databaseUrl, log)
    const epoch = await doors.withSystem('log epoch', openLogEpoch)
    const relay = createRelay(onError)
    relay.listen((events) => {
      for (const event of events) metrics.eventsAppended.inc({ type: event.type })
    })
    const services: Services = { doors, clock, relay, epoch, random: Math.random, onError }
    const sessions = createSessions({ doors, databaseUrl, secret, publicUrl, clock, onError })
    closers.push(() => sessions.close())
    const visitors = createVisitorSessions({ doors, latestConversationOf: latestConversationOf(services) })
    const files = createFiles({ services, secret, dataDir: config.dataDir, metrics, mayAttach: mayAttach(services) })
    const messages = createMessageLog({ services, onBatch: (size) => metrics.batchSize.observe(size) })
    closers.push(() => messages.drain())

    let gateway: GatewayRole | null = null
    const isOnline = (id: string) => gateway?.node.hub.has(streamTopic(id, 'visitor')) ?? false
    const bindings = [...conversationOperations({ messages, sign: files.sign, isOnline }), ...routingOperations].map(
      (bindable) => bindable(services),
    )
    const execute = createExecute({
      bindings: [...bindings, ...memberRoutes(doors)],
      onFault: report,
      onCall: (operation, outcome) => metrics.calls.inc({ operation, outcome }),
    })

    let lagSeconds = 0
    const eventLoop = watchEventLoop(clock)
    const app = await createHttpServer({
      config: { ...config, publicUrl, version: options.version },
      log,
      metrics,
      execute,
      operations: allOperations,
      people: {
        memberOf: async (cookie) => (await sessions.memberOf(cookie))?.actor ?? null,
        visitorOf: (token) => visitors.visitorOf(token),
      },
      routes: [
        sessionRoutes(sessions, (me) =>
          resetPresenceAtSignIn(services)({
            tenantId: me.tenant.id as TenantId,
            id: me.member.id,
            name: me.member.nickname,
          }),
        ),
        visitorRoutes(visitors),
        files.routes,
      ],
      staticSites: sitesOf(options),
      readiness: createReadiness({
        ping: () => doors.ping(),
        missingMigrations: () => missingMigrations(doors),
        readerLagSeconds: () => lagSeconds,
        eventLoop,
        clock,
      }),
    })
    closers.push(async () => {
      eventLoop.stop()
      await closeHttpServer(app, clock, patienceMs)
    })

    if (config.roles.has('gateway')) {
      gateway = startGateway({
        services,
        execute,
        sessions,
        visitors,
        sign: files.sign,
        nodeName: newId(),
        limits: defaultLimits,
        maxConnections: config.maxConnections,
        maxPerPerson: config.maxConnectionsPerPerson,
        isOwnOrigin: createOriginCheck(publicUrl),
        onCount: (connections) => metrics.connections.set({ as: 'all' }, connections),
        onLag(seconds) {
          lagSeconds = seconds
          metrics.readerLag.set({ reader: 'tail' }, seconds)
        },
      })
      const { stop, node } = gateway
      const detach = attachGateway(app.server, node, (request) => request.socket.remoteAddress ?? '')
      closers.push(async () => {
        detach()
        await stop()
      })
    }
    if (config.roles.has('worker')) closers.push(await startWork(services, databaseUrl, log, metrics))

    const port = await listen(app, config.host, options.port)
    return { app, doors, sessions, port, stop: () => closeAll(closers, onError) }
  } catch (error) {
    await closeAll(closers, onError)
    throw error
  }
}

async function startWork(
  services: Services,
  url: string,
  log: Log,
  metrics: ReturnType<typeof createMetrics>,
): Promise<() => Promise<void>> {
  const { doors, clock } = services
  const sweep = startSilenceSweep(services)
  const worker: Worker = await startWorker({
    url,
    doors,
    log,
    metrics,
    clock,
    handlers: maintenance(doors, log),
    calendar: maintenanceCalendar,
  })
  return async () => {
    await sweep.stop()
    await worker.stop(patienceMs)
  }
}

function sitesOf({ publicUrl, demoChannelKey }: ProductOptions): StaticSites {
  return {
    console: folders.console,
    widget: folders.widget,
    demo: folders.demoShop,
    async demoValues() {
      const channelKey = demoChannelKey()
      return channelKey === null ? null : { widgetOrigin: publicUrl, channelKey }
    },
  }
}

async function missingMigrations(doors: Doors): Promise<string[]> {
  const names = (await readdir(folders.migrations)).filter((name) => name.endsWith('.sql'))
  const applied = new Set(await doors.appliedMigrations())
  return names.filter((name) => !applied.has(name))
}

async function closeAll(
  closers: readonly (() => Promise<void>)[],
  onError: (error: unknown, where: string) => void,
): Promise<void> {
  for (const close of [...closers].toReversed()) {
    try {
      await close()
    } catch (error) {
      onError(error, 'stop')
    }
  }
}
