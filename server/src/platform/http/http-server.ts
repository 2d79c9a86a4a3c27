import { randomBytes } from 'node:crypto'
import { FRAME_LIMITS, type Operation } from '@keqiao/contract'
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify'
import { isUnavailable } from '../database/doors'
import { newId } from '../ids'
import { createFaultReport, type Log } from '../log'
import type { Metrics } from '../metrics'
import { refuse, type Execute } from '../operations'
import { bindChatPage } from './chat-page'
import { createIdentify, type Identify, type People } from './callers'
import { renderDocs } from './docs-page'
import { bindHealth } from './health-routes'
import { createOpenApi } from './openapi'
import { bindOperations } from './operation-routes'
import { createOriginCheck, type IsOwnOrigin } from './own-origin'
import type { ReadinessReport } from './readiness'
import { rawRefusal, refusalOfError, sendRefusal } from './refusal-reply'
import { bindManual } from './manual-pages'
import { createRequestLimits, type RequestLimits } from './request-limits'
import { commonHeaders, contentPolicy, dataHeaders } from './security-headers'
import { bindSites, type StaticSites } from './sites'

/** What a route of a feature may use beside Fastify itself. */
export interface RouteParts {
  readonly identify: Identify
  readonly isOwnOrigin: IsOwnOrigin
}

/** Routes that a feature binds by itself: they set cookies or carry files. Each plugin is encapsulated. */
export type RoutePlugin = (app: FastifyInstance, parts: RouteParts) => void | Promise<void>

interface HttpServerOptions {
  readonly config: {
    /** Where browsers reach us. */
    readonly publicUrl: string
    readonly trustProxy: boolean | number | string[]
    readonly metricsToken: string | null
    /** In ten seconds; 0: no limit. */
    readonly requestsPerAddress: number
    readonly requestsPerPerson: number
    readonly version: string
  }
  readonly log: Log
  readonly metrics: Pick<Metrics, 'registry' | 'httpSeconds'>
  readonly execute: Execute
  readonly operations: readonly Operation[]
  readonly people: People
  readonly routes: readonly RoutePlugin[]
  /** Of the gateway, which a process may be without being anything else. */
  readonly gatewayRoutes?: readonly RoutePlugin[]
  readonly staticSites: StaticSites
  readonly readiness: () => Promise<ReadinessReport>
  /** A process without the role http tells how it is, and nothing else. */
  readonly healthOnly?: boolean
}

/** The HTTP door: operations, health, the API's description, pages, and the routes of features. Not listening yet. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { config, metrics, operations, execute, staticSites } = options
  const app = openApp(options)
  const isOwnOrigin = createOriginCheck(config.publicUrl)
  const limits = createRequestLimits(config.requestsPerAddress, config.requestsPerPerson)
  const identify = createIdentify(options.people, isOwnOrigin, limits)
  guard(app, config.publicUrl, limits)
  measure(app, metrics)
  answerErrors(app, options.log)
  bindHealth(app, { metrics, metricsToken: config.metricsToken, readiness: options.readiness })
  const add = (plugin: RoutePlugin) => app.register(async (scope) => plugin(scope, { identify, isOwnOrigin }))
  for (const plugin of options.gatewayRoutes ?? []) await add(plugin)
  if (options.healthOnly) {
    await app.ready()
    return app
  }
  bindDescription(app, operations, config)
  bindOperations(app, operations, execute, identify)
  bindSites(app, staticSites)
  bindManual(app, staticSites.manual)
  bindChatPage(app, staticSites.widget, staticSites.findChatPage)
  for (const plugin of options.routes) await add(plugin)
  await app.ready()
  return app
}

function openApp({ config, log }: HttpServerOptions): FastifyInstance {
  const app = fastify({
    // Requests are counted, not logged: an address may hold a signature. Faults are logged by ourselves.
    logger: false,
    trustProxy: trusted(config.trustProxy),
    bodyLimit: FRAME_LIMITS.maxFrameBytes,
    genReqId: () => newId(),
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true },
    // One slow sender must not hold a connection for ever; an upload of 20 MB over a phone takes its time.
    requestTimeout: 300_000,
    keepAliveTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler(_error, socket) {
      if (socket.writable) socket.write(rawRefusal('input_invalid'))
      socket.destroy()
    },
    frameworkErrors(error, _request, reply) {
      sendRefusal(reply, refusalOfError(error, FRAME_LIMITS.maxFrameBytes) ?? refuse('route_unknown'))
    },
  })
  app.server.on('error', (error) => log.error({ err: error }, 'http server'))
  readJson(app)
  return app
}

/** A number counts the proxies in front of us, each of which adds the address it saw. */
function trusted(
  proxies: boolean | number | string[],
): boolean | string[] | ((address: string, hop: number) => boolean) {
  return typeof proxies === 'number' ? (_address, hop) => hop < proxies : proxies
}

/** JSON alone, and an empty body is an empty input. */
function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, {})
    else void parse(request, String(body), done)
  })
}

/** Addresses behind which a stranger can make the database work. */
const askDatabase = ['/api/', '/files/', '/chat/', '/help/', '/scim/']

function guard(app: FastifyInstance, publicUrl: string, limits: RequestLimits): void {
  const headers = commonHeaders(publicUrl)
  let isDraining = false
  app.addHook('preClose', async () => {
    isDraining = true
  })
  // Whoever was being served is told to come back over another connection; an idle one would hold the close up.
  app.addHook('onSend', async (request, reply) => {
    if (isDraining) reply.header('connection', 'close')
    if (request.url.startsWith('/api/') && isData(reply)) reply.headers(dataHeaders)
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    if (isDraining) return sendRefusal(reply, refuse('server_draining', undefined, 1_000))
    const { url } = request
    if (!askDatabase.some((path) => url.startsWith(path))) return
    reply.header('cache-control', 'no-store')
    const limited = await limits.address(request.ip)
    if (limited) return sendRefusal(reply, limited)
  })
}

const isData = (reply: FastifyReply): boolean =>
  String(reply.getHeader('content-type') ?? '').startsWith('application/json')

function measure(app: FastifyInstance, { httpSeconds }: Pick<Metrics, 'httpSeconds'>): void {
  app.addHook('onResponse', async (request, reply) => {
    // The pattern, never the address: ids must not become labels.
    const route = request.routeOptions.url ?? 'unknown'
    httpSeconds.observe(
      { method: methodLabel(request.method), route, status: reply.statusCode },
      reply.elapsedTime / 1_000,
    )
  })
}

const methodLabel = (method: string): string =>
  ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method) ? method : 'other'

function answerErrors(app: FastifyInstance, log: Log): void {
  const report = createFaultReport(log)
  app.setNotFoundHandler((_request, reply) => sendRefusal(reply, refuse('route_unknown')))
  app.setErrorHandler((error, request, reply) => {
    const refused = refusalOfError(error, request.routeOptions.bodyLimit ?? FRAME_LIMITS.maxFrameBytes)
    if (refused) return sendRefusal(reply, refused)
    if (isUnavailable(error)) return sendRefusal(reply, refuse('unavailable', undefined, 1_000))
    const reference = report(error, `${methodLabel(request.method)} ${request.routeOptions.url ?? 'unknown'}`)
    return sendRefusal(reply, refuse('internal', { reference }))
  })
}

function bindDescription(
  app: FastifyInstance,
  operations: readonly Operation[],
  { publicUrl, version }: HttpServerOptions['config'],
): void {
  const document = JSON.stringify(createOpenApi(operations, version))
  app.get('/api/openapi.json', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').type('application/json; charset=utf-8').send(document),
  )
  app.get('/api/docs', (_request, reply) => {
    const nonce = randomBytes(16).toString('base64')
    const policy = {
      'default-src': ['none'],
      'style-src': [`nonce-${nonce}`],
      'base-uri': ['none'],
      'frame-ancestors': ['none'],
    }
    return reply
      .headers({ 'cache-control': 'no-cache', 'content-security-policy': contentPolicy(policy) })
      .type('text/html; charset=utf-8')
      .send(renderDocs(operations, publicUrl, nonce))
  })
}
