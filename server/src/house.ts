import { join } from 'node:path'
import type { ReadFrame } from '@keqiao/contract'
import { bindablesOf } from './bindables'
import { earlierSecrets, type Config } from './config'
import { createVisitorSessions, type VisitorSessions } from './features/channel'
import { identifyContact } from './features/contact'
import {
  createMessageLog,
  handOver,
  latestConversationOf,
  mayAttach,
  reactToSettings,
  type MessageLog,
} from './features/conversation'
import type { TellNews } from './features/broadcast'
import { createFiles, type Files } from './features/file'
import { createExports, type Exports } from './features/export'
import { hasFaq } from './features/knowledge'
import type { MailParts } from './features/mail'
import { createSiteVisitors, type SiteVisitors } from './features/monitor'
import { createPushKeys, createSendPush, startPushWatch, type PushKeys, type SendPush } from './features/notification'
import { createRouter, reactToEvents, type Router } from './features/routing'
import { reactToSlaSettings } from './features/sla'
import { reactToVisitorMailSettings } from './features/visitor-mail'
import { createProviders, mayUsePassword, type Providers } from './features/single-sign-on'
import { createSecondFactor, createSessions, type SecondFactor, type Sessions } from './features/session'
import type { Clock } from './platform/clock'
import { createLocalBus, createRedisBus, type Bus } from './platform/bus'
import { openDoors } from './platform/database/doors'
import { createRelay, openLog } from './platform/event-log'
import { memberTopic, spreadFrame, streamTopic, type Carriers, type Node } from './platform/gateway'
import { prepareJobs } from './platform/jobs'
import type { Log } from './platform/log'
import { collectProcessMetrics, createMetrics, type Metrics } from './platform/metrics'
import { createExecute, type Execute, type Services } from './platform/operations'
import { createOutgoing, type Outgoing } from './platform/outgoing'
import { createRegionLookup } from './platform/region'
import { createClamd } from './platform/scan'
import { createSecretBox, type SecretBox } from './platform/secret-box'
import { newId } from './platform/ids'
import { openLocalStorage } from './platform/storage'

/** What a process is started with. */
export interface ProductOptions {
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

/** What is done last to first when the process stops, or when its start fails half way. */
export type Closers = (() => Promise<void>)[]

/** The parts that the roles share. */
export interface House {
  readonly services: Services
  readonly metrics: Metrics
  readonly sessions: Sessions
  readonly secondFactor: SecondFactor
  readonly visitors: VisitorSessions
  readonly files: Files
  readonly mail: MailParts
  readonly exports: Exports
  readonly messages: MessageLog
  readonly router: Router
  readonly execute: Execute
  /** The gateway's node and its carriers, once there are some: who is connected to this process. */
  readonly connected: { node: Node | null; carriers: Carriers | null }
  readonly bus: Bus
  /** Who has a page of a shop open. */
  readonly site: SiteVisitors
  /** Where an address comes from. */
  readonly regionOf: ReturnType<typeof createRegionLookup>
  /** For whatever is sent to an address that somebody outside named. */
  readonly outgoing: Outgoing
  /** Who vouches for people of merchants. */
  readonly providers: Providers
  readonly box: SecretBox
  readonly push: { readonly keys: () => Promise<PushKeys>; readonly send: SendPush }
  /** Seconds by which the slowest reader of the log is behind. */
  readonly lag: { seconds: number }
  /** Tells this process from the others. */
  readonly nodeName: string
  readonly report: (error: unknown, where: string) => string
}

/** Puts together what the roles share. Whatever it opens is closed by `closers`, last to first. */
export async function openHouse(options: ProductOptions, report: House['report'], closers: Closers): Promise<House> {
  const { config, databaseUrl, secret, publicUrl, clock, log } = options
  const metrics = createMetrics()
  collectProcessMetrics(metrics)
  const onError = (error: unknown, where: string) => void report(error, where)
  const doors = openDoors({ url: databaseUrl, poolSize: config.databasePoolSize, onError })
  closers.push(() => doors.close())
  await prepareJobs(databaseUrl, log)
  const bus = openBus(options, metrics)
  closers.push(() => bus.close())
  const relay = openRelay(metrics, onError)
  const nodeName = newId()
  // It wakes, it never carries: the others read the log. From every process, for each role writes events.
  relay.listen(() => bus.publish('log', nodeName))
  const services: Services = { doors, clock, relay, epoch: await openLog(doors), random: Math.random, onError }
  const box = createSecretBox(secret, earlierSecrets(config))
  const { secondFactor, sessions } = openSessions(options, services, box, closers)
  const { outgoing, providers } = openWaysOut(config)
  const mail: MailParts = { box, ...mailOf(config) }
  const visitors = openVisitors(services, box)
  const { files, exported } = await openFiles(options, { services, metrics, report, outgoing })
  const messages = createMessageLog({ services, onBatch: (size) => metrics.batchSize.observe(size) })
  closers.push(() => messages.drain())
  const router = createRouter(services)
  startReactions(services, router, closers)
  const connected: House['connected'] = { node: null, carriers: null }
  const isOnline = (id: string) => connected.node?.isOnline(id) ?? false
  const site = createSiteVisitors({ bus, clock })
  closers.push(async () => site.stop())
  const tellRead = tellReadBy(bus)
  const bindables = bindablesOf({
    sessions,
    box,
    mail,
    conversation: { messages, sign: files.sign, isOnline, tellRead },
    site,
    signExport: exported.sign,
    tellNews: newsOver(bus),
    outgoing,
    providers,
    publicUrl,
  })
  const execute = createExecute({
    bindings: bindables.map((bindable) => bindable(services)),
    onFault: report,
    onCall: (operation, outcome) => metrics.calls.inc({ operation, outcome }),
  })
  const lag = { seconds: 0 }
  const push = openPush(services, box, outgoing, publicUrl, closers)
  return {
    services,
    metrics,
    sessions,
    secondFactor,
    visitors,
    files,
    mail,
    exports: exported,
    messages,
    router,
    execute,
    connected,
    bus,
    site,
    regionOf: createRegionLookup(services.onError),
    outgoing,
    providers,
    box,
    push,
    lag,
    nodeName,
    report,
  }
}

/** Sign-in of staff, with its second step. */
function openSessions(
  { databaseUrl, secret, publicUrl, clock }: ProductOptions,
  services: Services,
  box: SecretBox,
  closers: Closers,
): Pick<House, 'sessions' | 'secondFactor'> {
  const { doors, onError } = services
  const secondFactor = createSecondFactor({ services, box })
  const parts = { doors, databaseUrl, secret, publicUrl, clock, mayUsePassword, secondFactor, onError }
  const sessions = createSessions(parts)
  closers.push(() => sessions.close())
  return { secondFactor, sessions }
}

/** What hears of events as they are committed. */
function startReactions(services: Services, router: Router, closers: Closers): void {
  const reactions = [
    reactToEvents(router),
    reactToSettings(services),
    reactToSlaSettings(services),
    reactToVisitorMailSettings(services),
  ]
  const deaf = reactions.map((react) => services.relay.listen(react))
  closers.push(async () => {
    for (const stopListening of deaf) stopListening()
    await router.stop()
  })
}

/** What speaks to addresses that merchants name. */
function openWaysOut({ outgoingPrivate: allowPrivate }: Config): Pick<House, 'outgoing' | 'providers'> {
  const outgoing = createOutgoing({ allowPrivate })
  return { outgoing, providers: createProviders({ outgoing, allowPrivate }) }
}

function openVisitors(services: Services, box: SecretBox): VisitorSessions {
  return createVisitorSessions({
    doors: services.doors,
    clock: services.clock,
    box,
    latestConversationOf: latestConversationOf(services),
    handOver: handOver(services),
    identifyContact: identifyContact(services),
    hasFaq,
  })
}

/** Hands events on after their commit, and counts them. */
function openRelay({ eventsAppended }: Metrics, onError: Services['onError']): Services['relay'] {
  const relay = createRelay(onError)
  relay.listen((events) => {
    for (const event of events) eventsAppended.inc({ type: event.type })
  })
  return relay
}

/** What tells agents whose window is closed. */
function openPush(
  services: Services,
  box: SecretBox,
  outgoing: Outgoing,
  publicUrl: string,
  closers: Closers,
): House['push'] {
  const keys = createPushKeys(services.doors, box)
  const watch = startPushWatch(services)
  const deaf = services.relay.listen((events) => watch.hear(events))
  closers.push(async () => {
    deaf()
    await watch.stop()
  })
  // Push services want somebody they can write to; an installation that only this machine reaches has no address.
  const subject = publicUrl.startsWith('https:') ? publicUrl : 'mailto:operator@localhost'
  return { keys, send: createSendPush({ outgoing, keys, subject }) }
}

/** Tells the other end how far one has read. */
const tellReadBy = (bus: Bus) => (s: string, by: 'visitor' | 'agent', seq: number) => {
  const frame: ReadFrame = { t: 'read', s, by, seq }
  // By the bus: this process may hold no sockets.
  bus.publish('frames', spreadFrame(streamTopic(s, by === 'visitor' ? 'staff' : 'visitor'), frame))
}

/** By the bus: members may be connected to any process. */
function newsOver(bus: Bus): TellNews {
  return (memberIds, of) => {
    for (const id of memberIds) bus.publish('frames', spreadFrame(memberTopic(id), { t: 'news', of }))
  }
}

/** The installation's own way out, and how far merchants' may lead. */
function mailOf({ smtp, mailFrom, outgoingPrivate }: Config): Omit<MailParts, 'box'> {
  const installation = smtp && mailFrom && { server: { ...smtp, trusted: true }, from: mailFrom }
  return { installation, allowPrivate: outgoingPrivate }
}

/** What lies beside the database: the files of messages, and those that lists are written into. */
async function openFiles(
  { config, secret, publicUrl, clock }: ProductOptions,
  { services, metrics, report, outgoing }: Pick<House, 'services' | 'metrics' | 'report' | 'outgoing'>,
): Promise<{ files: Files; exported: Exports }> {
  const storage = await openLocalStorage(join(config.dataDir, 'files'), clock)
  const files = createFiles({
    secret,
    publicUrl,
    outgoing,
    onError: services.onError,
    doors: services.doors,
    clock,
    metrics,
    storage,
    mayAttach: mayAttach(services),
    ...scanBy(config, services),
    onFault: report,
    onCall: (operation, outcome) => metrics.calls.inc({ operation, outcome }),
  })
  return { files, exported: createExports({ secret, services, storage }) }
}

/** Who looks for viruses in what is uploaded. */
function scanBy({ clamd, withoutClamd }: Config, { clock, onError }: Services) {
  if (clamd === null) return {}
  return { scan: createClamd({ address: clamd, clock, onError }), takesUnscanned: withoutClamd === 'accept' }
}

function openBus({ config: { redisUrl }, log }: ProductOptions, { busDropped }: Metrics): Bus {
  if (redisUrl === null) return createLocalBus((error) => log.error({ err: error }, 'a listener of the bus failed'))
  return createRedisBus({ url: redisUrl, log, onDropped: () => busDropped.inc() })
}
