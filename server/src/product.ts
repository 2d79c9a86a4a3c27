import { allOperations, type MeView } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { FastifyInstance } from 'fastify'
import { folders } from './config'
import { renderShop } from './demo'
import { createApiKeyOwner } from './features/api-key'
import { findChatPage, visitorRoutes } from './features/channel'
import { joinAllGroups } from './features/group'
import { createPost, deliverMails } from './features/mail'
import { helpCentreRoutes, tableRoutes } from './features/knowledge'
import { siteVisitorRoutes } from './features/monitor'
import { notificationRoutes } from './features/notification'
import { operatorRoutes } from './features/operator'
import { scimRoutes } from './features/provisioning'
import { groupUses, resetPresenceAfterAbsence, resetPresenceAtSignIn } from './features/routing'
import { singleSignOnRoutes } from './features/single-sign-on'
import { sessionRoutes, type Sessions } from './features/session'
import type { Doors } from './platform/database/doors'
import { missingMigrations } from './platform/database/migrate'
import { attachGateway, Carriers, carrierRoutes, defaultLimits, type GatewayMeter } from './platform/gateway'
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
import { openHouse, type Closers, type House, type ProductOptions } from './house'
import { createFaultReport } from './platform/log'
import type { Metrics } from './platform/metrics'
import { muteRoutes } from './features/visitor-mail'
import { startGateway } from './roles/gateway'
import { startWork } from './roles/worker'

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
  const { config, log } = options
  const closers: Closers = []
  const report = createFaultReport(log)
  const leaving = { isDraining: false }
  const close = () => closeAll(closers, report)
  const stop = async () => {
    leaving.isDraining = true
    // A balancer that asks /readyz looks away before anybody is refused.
    if (config.drainMs > 0) await new Promise<void>((resolve) => void options.clock.setTimer(config.drainMs, resolve))
    await close()
  }
  try {
    const house = await openHouse(options, report, closers)
    const app = await openHttp(options, house, leaving, closers)
    // Stopped in the reverse order: sockets first, then jobs, then requests that run.
    if (config.roles.has('worker')) await openWorker(options, house, closers)
    if (config.roles.has('gateway')) openGateway(options, house, app, closers)
    const port = await listen(app, config.host, options.port)
    return { app, doors: house.services.doors, sessions: house.sessions, port, stop }
  } catch (error) {
    await close()
    throw error
  }
}

async function openHttp(
  options: ProductOptions,
  house: House,
  leaving: { readonly isDraining: boolean },
  closers: Closers,
): Promise<FastifyInstance> {
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
      apiKeyOf: createApiKeyOwner(services),
    },
    routes: routesOf(options, house),
    gatewayRoutes: config.roles.has('gateway')
      ? [carrierRoutes({ gateway: () => house.connected.carriers, addressOf: callerAddress(config.trustProxy) })]
      : [],
    healthOnly: !config.roles.has('http'),
    staticSites: {
      console: folders.console,
      widget: folders.widget,
      manual: folders.manual,
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
      isDraining: () => leaving.isDraining,
      isBusReached: () => house.bus.isReached(),
      clock,
    }),
  })
  closers.push(async () => {
    eventLoop.stop()
    await closeHttpServer(app, clock, patienceMs)
  })
  return app
}

function routesOf(
  { publicUrl }: ProductOptions,
  {
    services,
    sessions,
    secondFactor,
    visitors,
    files,
    exports: exported,
    connected,
    push,
    site,
    regionOf,
    providers,
    box,
    report,
  }: House,
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
      { services, secondFactor, joinAllGroups },
      {
        signedIn: (me) => reset(present(me)),
        returned: (me) => resetAbsent(present(me)),
        signedOut: (memberId) => connected.node?.recheckMember(memberId),
      },
    ),
    visitorRoutes(visitors),
    siteVisitorRoutes({ services, visitors, site, regionOf }),
    notificationRoutes({ services, sessions, ...push }),
    singleSignOnRoutes({ services, sessions, providers, box, publicUrl, signedIn: (me) => reset(present(me)) }),
    scimRoutes({ services, publicUrl, usesOf: groupUses }),
    operatorRoutes({ doors: services.doors, publicUrl }),
    helpCentreRoutes({ doors: services.doors, publicUrl }),
    tableRoutes({ services, onFault: report }),
    muteRoutes(services),
    files.routes,
    exported.routes,
  ]
}

function openGateway(
  { config, publicUrl, secret }: ProductOptions,
  house: House,
  app: FastifyInstance,
  closers: Closers,
): void {
  const { metrics, files, lag, connected, bus, box, nodeName } = house
  const { node, stop } = startGateway({
    ...house,
    sign: files.sign,
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
  const carriers = (connected.carriers = new Carriers({ node, nodeName, bus, secret, box }))
  const detach = attachGateway(app.server, node, callerAddress(config.trustProxy))
  closers.push(async () => {
    detach()
    await stop()
    carriers.stop()
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
  const { databaseUrl, publicUrl, clock, log } = options
  const { services, mail, files, exports: exported, execute } = house
  const handlers = [deliverMails({ services, mail, readFile: files.read }), ...exported.jobs(execute)]
  const visitorMail = { post: createPost(mail), sign: files.sign, publicUrl }
  const work = await startWork({ ...house, visitorMail, handlers, databaseUrl, clock, log })
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
