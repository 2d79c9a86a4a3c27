import type { ChannelId, ClientId, ContactId, GroupId, MemberActor, TenantId } from '@keqiao/domain'
import { createChannel } from '@keqiao/server/features/channel/index'
import { createContact } from '@keqiao/server/features/contact/index'
import {
  conversationOperations,
  createMessageLog,
  latestConversationOf,
  startSilenceSweep,
} from '@keqiao/server/features/conversation/index'
import {
  addToGroup,
  assignGroups,
  createGroup,
  foundTenant,
  groupsOfMembers,
} from '@keqiao/server/features/group/index'
import { createMember, loadMemberActor, memberOperations } from '@keqiao/server/features/member/index'
import type { MemberSession } from '@keqiao/server/features/session/index'
import { createSessionCache } from '@keqiao/server/features/session/session-cache'
import {
  createRouter,
  reactToEvents,
  releaseAbsent,
  routingOperations,
  type Router,
} from '@keqiao/server/features/routing/index'
import { isUnavailable, type Doors } from '@keqiao/server/platform/database/doors'
import {
  createRelay,
  logStart,
  readAcrossStreams,
  readHorizon,
  type LogPosition,
  type StoredEvent,
} from '@keqiao/server/platform/event-log/index'
import { defaultLimits } from '@keqiao/server/platform/gateway/index'
import { newId } from '@keqiao/server/platform/ids'
import {
  createExecute,
  isRefused,
  type Execute,
  type Person,
  type Services,
} from '@keqiao/server/platform/operations/index'
import { changeSetting, routingSetting } from '@keqiao/server/features/tenant/index'
import { startGateway } from '@keqiao/server/roles/gateway'
import { startRound } from '@keqiao/server/roles/round'
import type { Backend, Staffing } from '../backend'
import { shortestRules, shortestSettings } from '../routing-rules'
import type { Incarnation, ServerNode } from '../world/cluster'
import type { Somebody, World } from '../world/world'
import { startJobs } from './run-jobs'
import { gateDoors, type Gate } from './gated-doors'
import { doorsInTime } from './simulated-time'
import { readCommitOrder, readFloor, sweepOut } from './loads.store'

/** A real database for the runs of one process, one after the other. */
export interface SimulationDatabase {
  readonly doors: Doors
  readonly epoch: number
}

const sign = () => '/file'
let merchantCount = 0

/** The whole server on a real PostgreSQL; only clock, network and bus are simulated. */
export async function createPostgresBackend(
  world: World,
  staffing: Staffing,
  { doors: real, epoch }: SimulationDatabase,
): Promise<Backend> {
  const doors = doorsInTime(real, world.time)
  await doors.withSystem('simulation', sweepOut)
  const people: Somebody[] = []
  const groups = new Map<TenantId, readonly GroupId[]>()
  const observer = servicesOf(world, doors, epoch, null)
  for (const merchant of staffing.merchants) {
    const { tenantId, groupIds, staff } = await employ(observer, merchant)
    groups.set(tenantId, groupIds)
    people.push(...staff)
  }
  const tenantIds = [...groups.keys()]
  const gates = new Set<Gate>()
  const readLog = createLogReader(doors, epoch, tenantIds)
  await readLog()
  return {
    people,
    groupsOf: (tenantId) => groups.get(tenantId) ?? [],
    startNode(incarnation) {
      const gate = gateDoors(doors, world, incarnation)
      gates.add(gate)
      return startNode(world, servicesOf(world, gate.doors, epoch, incarnation), people, incarnation)
    },
    readLog,
    latestConversationOf(person: Person) {
      if (person.kind !== 'visitor') return Promise.resolve(null)
      return latestConversationOf(observer)(person.tenantId, person.id, person.channelId)
    },
    execute: executeOf(observer),
    async settled() {
      await Promise.all([...gates].map((gate) => gate.idle()))
    },
    floor: () => doors.withSystem('simulation', (tx) => readFloor(tx, tenantIds)),
    rules: shortestRules,
    async close() {
      await Promise.all([...gates].map((gate) => gate.idle()))
    },
  }
}

/** A merchant as it was made. */
interface House {
  readonly tenantId: TenantId
  readonly groupIds: readonly GroupId[]
  readonly staff: readonly Somebody[]
}

async function employ(services: Services, merchant: Staffing['merchants'][number]): Promise<House> {
  const { doors } = services
  merchantCount += 1
  const [first, ...others] = merchant.groups.map((name) => `${merchant.mark}${name}`)
  const facts = { code: `m${merchantCount}`, name: merchant.mark, ...(first ? { defaultGroupName: first } : {}) }
  const founded = await foundTenant(doors, facts)
  if (!founded) throw new Error('the merchant is there already')
  const { defaultGroupId: groupId } = founded
  const tenantId: TenantId = founded.tenant.id
  const groupIds = [groupId]
  for (const name of others) {
    const id = await doors.withTenant(tenantId, (tx) => createGroup(tx, tenantId, name))
    if (id) groupIds.push(id)
  }
  const channel = await doors.withTenant(tenantId, (tx) =>
    createChannel(tx, tenantId, { name: `${merchant.mark}官网`, groupId }),
  )
  if (!channel || isRefused(channel)) throw new Error('no channel')
  const people: Somebody[] = []
  for (const label of merchant.visitors) {
    people.push(await invite(doors, merchant.mark, tenantId, channel.id, label))
  }
  for (const [index, { label, capacity, role, groups }] of merchant.agents.entries()) {
    const person = await doors.withTenant(tenantId, async (tx) => {
      const nickname = `${merchant.mark}${label}`
      const id = await createMember(tx, tenantId, { account: `agent-${index}`, nickname, roleKey: role, capacity })
      if (!id) throw new Error('the account is taken')
      for (const [line, ownGroupId] of groupIds.entries()) {
        if (groups.includes(line)) await addToGroup(tx, tenantId, ownGroupId, id)
      }
      return loadMemberActor(tx, tenantId, id)
    })
    if (!person) throw new Error('the member is not there')
    if (index === 0) await shortenTimes(services, person)
    people.push({ person, audience: 'staff', label, merchant: merchant.mark, capacity })
  }
  return { tenantId, groupIds, staff: people }
}

/** The shortest times a merchant may choose, so that every rule strikes within one run. */
async function shortenTimes(services: Services, actor: MemberActor): Promise<void> {
  const value = routingSetting.stored.parse(shortestSettings)
  const changed = await services.doors.withTenant(actor.tenantId, (tx) => {
    const context = { tx, now: services.clock.now(), clientId: newId<ClientId>(), services }
    return changeSetting(context, actor, routingSetting, { version: 0, value })
  })
  if (isRefused(changed)) throw new Error('the settings were refused')
}

async function invite(
  doors: Doors,
  mark: string,
  tenantId: TenantId,
  channelId: ChannelId,
  label: string,
): Promise<Somebody> {
  const contact = await doors.withTenant(tenantId, (tx) => createContact(tx, tenantId))
  const id: ContactId = contact.id
  const person = { kind: 'visitor', tenantId, id, name: `${mark}${label}`, channelId } as const
  return { person, audience: 'visitor', label, merchant: mark, capacity: 0 }
}

function servicesOf(world: World, doors: Doors, epoch: number, incarnation: Incarnation | null): Services {
  const onError = (error: unknown, where: string) => {
    if (!isUnavailable(error)) world.violations.push(`the server threw in ${where}: ${String(error)}`)
  }
  const clock = incarnation?.clock ?? { now: world.time.now, monotonic: world.time.now, setTimer: world.time.schedule }
  const relay = createRelay(onError)
  if (incarnation) {
    // The relay runs after COMMIT; a process that dies in between has told nobody.
    relay.listen(
      (events) => void world.time.schedule(world.random.between(0, 8), () => incarnation.relay(events, 'itself')),
    )
  }
  return { doors, clock, relay, epoch, random: world.random.next, onError }
}

function executeOf(services: Services): Execute {
  const messages = createMessageLog({ services })
  // Nobody marks anything read here: read positions are no events, and the law of the fold is about events.
  const parts = {
    messages,
    sign,
    isOnline: () => true,
    tellRead: nothing,
    invitationOf: () => null,
    tellConsulted: nothing,
  }
  const noPasswords = () => Promise.reject(new Error('nobody signs in here'))
  const upstreamOf = () => Promise.resolve(new Map())
  const accounts = { upstreamOf, setPassword: noPasswords, giveFirstPassword: noPasswords }
  const bindables = [
    ...conversationOperations(parts),
    ...routingOperations,
    ...memberOperations({ ...accounts, replaceGroups: assignGroups, groupsOf: groupsOfMembers }),
  ]
  return createExecute({
    bindings: bindables.map((bindable) => bindable(services)),
    onFault(error, operation) {
      services.onError(error, operation)
      return 'fault'
    },
  })
}

function startNode(
  world: World,
  services: Services,
  people: readonly Somebody[],
  incarnation: Incarnation,
): ServerNode {
  // The way from COMMIT to this process's own hub is made lossy too; the tail must bring what it did not.
  let deliver: (events: readonly StoredEvent[]) => void = () => undefined
  const hearing: Services['relay'] = {
    publish: (events) => services.relay.publish(events),
    listen(listener) {
      deliver = listener
      return () => {
        deliver = () => undefined
      }
    },
  }
  const find = (kind: Person['kind'], id: string | undefined) =>
    people.find(({ person }) => person.kind === kind && person.id === id)?.person
  const router = createRouter(services)
  const deaf = services.relay.listen(reactToEvents(router))
  const stopSweeps = startSweeps(services, router)
  const stopJobs = startJobs(services)
  const { node, stop } = startGateway({
    router,
    bus: incarnation.bus,
    services: { ...services, relay: hearing },
    execute: executeOf(services),
    sessions: sessionsOf(services, (cookie) => find('member', cookie)),
    visitors: {
      visitorOf(token) {
        const visitor = find('visitor', token)
        return Promise.resolve(visitor?.kind === 'visitor' ? { ...visitor, draftPreview: true } : null)
      },
    },
    sign,
    nodeName: incarnation.name,
    limits: defaultLimits,
    maxConnections: 1_000,
    maxPerPerson: 20,
    maxPerAddress: 0,
    meter: { frameIn: nothing, frameOut: nothing, refused: nothing, connections: nothing },
    regionOf: () => Promise.resolve(null),
    isOwnOrigin: () => true,
  })
  world.trace.add(world.time.now(), `${incarnation.name} on PostgreSQL`)
  return {
    node,
    deliver(events) {
      deliver(events)
      incarnation.bus.publish('log', incarnation.name)
    },
    async stop() {
      deaf()
      await stopSweeps()
      await stopJobs()
      await router.stop()
      await stop()
    },
  }
}

/** Sessions last for ever and are asked for as the product asks: at most a second old, and not while he is disabled. */
function sessionsOf({ doors, clock }: Services, find: (cookie: string) => Person | undefined) {
  const cache = createSessionCache<MemberSession | null>(() => clock.monotonic())
  async function look(cookie: string): Promise<MemberSession | null> {
    const person = find(cookie)
    if (person?.kind !== 'member') return null
    const { tenantId, id } = person
    const actor = await doors.withTenant(tenantId, (tx) => loadMemberActor(tx, tenantId, id))
    return actor && { actor, sessionId: id, expiresAt: Number.MAX_SAFE_INTEGER }
  }
  return {
    liveSessions: (_tx: unknown, ids: readonly string[]) => Promise.resolve(new Set(ids)),
    forget: () => cache.clear(),
    memberOf: (cookie: string | undefined) => (cookie ? cache.get(cookie, () => look(cookie)) : Promise.resolve(null)),
  }
}

/** The part of the worker's role that routing and closing need, as often as the product does it. */
function startSweeps(services: Services, router: Router): () => Promise<void> {
  const silence = startSilenceSweep(services)
  const stops = [
    startRound(services, 'release of dialogues', 5_000, () => releaseAbsent(services)),
    startRound(services, 'routing sweep', 10_000, () => router.sweep()),
  ]
  return async () => {
    await Promise.all([silence.stop(), ...stops.map((stop) => stop())])
  }
}

const nothing = () => undefined

/** The log of these merchants, read further each time. */
function createLogReader(doors: Doors, epoch: number, tenantIds: readonly TenantId[]): () => Promise<StoredEvent[]> {
  const log: StoredEvent[] = []
  const pageSize = 1_000
  let position: LogPosition | null = null
  async function inOrder(events: readonly StoredEvent[]): Promise<StoredEvent[]> {
    const places = await doors.withSystem('simulation', (tx) => readCommitOrder(tx, tenantIds))
    const placeOf = ({ streamId, seq }: StoredEvent) => places.get(`${streamId} ${seq}`) ?? Infinity
    return events.toSorted((a, b) => placeOf(a) - placeOf(b))
  }
  return async () => {
    for (;;) {
      const from: LogPosition | null = position
      const page = await doors.withSystem('simulation', async (tx) => {
        const start = from ?? { ...logStart, epoch, txid: await readHorizon(tx) }
        position = start
        return readAcrossStreams(tx, epoch, start, pageSize)
      })
      log.push(...page.map(({ event }) => event).filter(({ tenantId }) => tenantIds.includes(tenantId)))
      position = page.at(-1)?.position ?? position
      if (page.length < pageSize) return inOrder(log)
    }
  }
}
