import { randomUUID } from 'node:crypto'
import { operations, type BusinessHoursSettings, type Operation, type RoutingSettings } from '@keqiao/contract'
import type { ChannelId, ConversationId, GroupId, MemberActor, TenantId, VisitorActor } from '@keqiao/domain'
import { bindablesOf } from '../bindables'
import { createChannel } from '../features/channel'
import { createContact } from '../features/contact'
import { createMessageLog, followConversation, type MessageLog } from '../features/conversation'
import { addToGroup, foundTenant } from '../features/group'
import type { MailParts } from '../features/mail'
import { createMember, loadMemberActor } from '../features/member'
import { createLeases } from '../features/routing'
import { createSiteVisitors, type SiteVisitors } from '../features/monitor'
import { createProviders } from '../features/single-sign-on'
import { createSecondFactor, createSessions, type Sessions } from '../features/session'
import { createLocalBus } from '../platform/bus'
import { systemClock, type Clock } from '../platform/clock'
import { prepareJobs } from '../platform/jobs'
import { createLog } from '../platform/log'
import { createRelay, openLog, type StoredEvent } from '../platform/event-log'
import {
  createExecute,
  isRefused,
  type Answer,
  type Binding,
  type Execute,
  type Person,
  type Services,
} from '../platform/operations'
import { createOutgoing } from '../platform/outgoing'
import { createSecretBox } from '../platform/secret-box'
import { testDatabase, type TestDatabase } from './database'

/** Everything behind the doors of one process, on a database of its own, without sockets. */
export interface Shop {
  readonly database: TestDatabase
  readonly services: Services
  readonly sessions: Sessions
  readonly bindings: readonly Binding[]
  readonly execute: Execute
  readonly messages: MessageLog
  /** Who has a page of a shop open. */
  readonly site: SiteVisitors
  /** Read positions that were told to the other end. */
  readonly toldRead: { readonly conversationId: string; readonly by: 'visitor' | 'agent'; readonly seq: number }[]
  /** Members who were told that something they hold is old. */
  readonly toldNews: { readonly memberId: string; readonly of: string }[]
  /** What listeners heard after commits. */
  readonly heard: StoredEvent[]
  readonly faults: unknown[]
  readonly range: ReturnType<typeof followConversation>
  /** Calls an operation as somebody; a command gets a fresh client id unless one is given. */
  call(actor: Person, operation: Operation, input: unknown, clientId?: string): Promise<Answer>
  /** The result; fails on a refusal. */
  result<Result>(actor: Person, operation: Operation, input: unknown, clientId?: string): Promise<Result>
  /** The code of the refusal; fails on a result. */
  refusal(actor: Person, operation: Operation, input: unknown, clientId?: string): Promise<string>
  merchant(): Promise<Merchant>
  stop(): Promise<void>
}

/** A merchant with a queue. */
export interface Merchant {
  readonly tenantId: TenantId
  readonly groupId: GroupId
  readonly channelId: ChannelId
  agent(options?: AgentOptions): Promise<MemberActor>
  visitor(): Promise<VisitorActor>
  /** A visitor's new conversation that waits. */
  waiting(visitor?: VisitorActor): Promise<{ visitor: VisitorActor; conversationId: ConversationId }>
  /** An administrator of his changes some of 接待设置. */
  changeRouting(changes: Partial<RoutingSettings>): Promise<void>
  /** The same of 服务时间. */
  changeHours(changes: Partial<BusinessHoursSettings>): Promise<void>
}

interface AgentOptions {
  readonly capacity?: number
  readonly role?: 'administrator' | 'agent'
  readonly status?: 'online' | 'busy' | 'away'
  /** Has a socket: true unless said otherwise. */
  readonly connected?: boolean
}

/** Opens a shop; `clock` for tests that move the time. */
export async function openShop(clock: Clock = systemClock()): Promise<Shop> {
  const database = await testDatabase()
  const faults: unknown[] = []
  const heard: StoredEvent[] = []
  const onError = (error: unknown) => void faults.push(error)
  const relay = createRelay(onError)
  relay.listen((events) => heard.push(...events))
  const { doors } = database
  await prepareJobs(database.url, createLog({ level: 'silent' }))
  const epoch = await openLog(doors)
  const services: Services = { doors, clock, relay, epoch, random: Math.random, onError }
  const messages = createMessageLog({ services })
  const toldRead: Shop['toldRead'] = []
  const toldNews: Shop['toldNews'] = []
  const sign = (what: { fileId: string } | { source: string }) =>
    'source' in what ? `/pictures?u=${encodeURIComponent(what.source)}` : `/files/${what.fileId}`
  const sessions = createSessions({
    secondFactor: createSecondFactor({ services, box: fixtures.box }),
    doors,
    databaseUrl: database.url,
    secret: 'a secret of tests that is long enough for anybody',
    publicUrl,
    clock,
    onError,
  })
  const parts = {
    messages,
    sign,
    isOnline: () => false,
    tellRead: (conversationId: string, by: 'visitor' | 'agent', seq: number) =>
      void toldRead.push({ conversationId, by, seq }),
  }
  const site = createSiteVisitors({ bus: createLocalBus(onError), clock })
  const signExport = ({ id }: { id: string }) => `/exports/${id}`
  const tellNews = (memberIds: readonly string[], of: string) =>
    void toldNews.push(...memberIds.map((memberId) => ({ memberId, of })))
  const all = bindablesOf({ ...fixtures, sessions, conversation: parts, site, signExport, tellNews })
  const bindings = all.map((bindable) => bindable(services))
  const execute = createExecute({ bindings, onFault: (error) => (onError(error), 'fault') })

  const call: Shop['call'] = (actor, operation, input, clientId = randomUUID()) =>
    execute(actor, { operation: operation.name, input, clientId: operation.kind === 'command' ? clientId : undefined })

  const shop: Shop = {
    database,
    services,
    sessions,
    bindings,
    execute,
    messages,
    site,
    toldRead,
    toldNews,
    heard,
    faults,
    range: followConversation(services, sign),
    call,
    async result<Result>(actor: Person, operation: Operation, input: unknown, clientId?: string) {
      const answer = await call(actor, operation, input, clientId)
      if (!answer.ok)
        throw new Error(`${operation.name} was refused: ${JSON.stringify(answer.refusal.error)}`, {
          cause: faults.at(-1),
        })
      return answer.result as Result
    },
    async refusal(actor, operation, input, clientId) {
      const answer = await call(actor, operation, input, clientId)
      if (answer.ok) throw new Error(`${operation.name} was not refused`)
      return answer.refusal.error.code
    },
    merchant: () => openMerchant(shop),
    async stop() {
      await messages.drain()
      site.stop()
      await sessions.close()
      await database.stop()
    },
  }
  return shop
}

/** Where browsers would reach a shop. */
const publicUrl = 'http://shop.invalid'
/** Seals what tests keep secret. */
export const box = createSecretBox('a secret of tests')
const allowPrivate = true
const outgoing = createOutgoing({ allowPrivate })
const providers = createProviders({ outgoing, allowPrivate })
/** No server of the installation's own; merchants of tests may name one on this machine. */
export const mailOfTests: MailParts = { box, installation: null, allowPrivate: true }

/** What is the same for every shop. */
const fixtures = { box, mail: mailOfTests, publicUrl, outgoing, providers }

let merchants = 0

async function openMerchant(shop: Shop): Promise<Merchant> {
  const { doors } = shop.services
  const founded = await foundTenant(doors, { code: `shop-${(merchants += 1)}`, name: '测试商家' })
  if (!founded) throw new Error('the code is taken')
  const tenantId = founded.tenant.id
  const groupId = founded.defaultGroupId
  const channel = await doors.withTenant(tenantId, (tx) => createChannel(tx, tenantId, { name: '官网', groupId }))
  if (!channel || isRefused(channel)) throw new Error('no channel')
  let accounts = 0

  const administrator = async (): Promise<MemberActor> =>
    (chief ??= await merchant.agent({ role: 'administrator', status: 'away', connected: false }))
  let chief: MemberActor | undefined

  const merchant: Merchant = {
    tenantId,
    groupId,
    channelId: channel.id,
    async agent({ capacity = 10, role = 'agent', status = 'online', connected = true } = {}) {
      const account = `agent-${(accounts += 1)}`
      const actor = await doors.withTenant(tenantId, async (tx) => {
        const id = await createMember(tx, tenantId, { account, nickname: `客服${accounts}`, roleKey: role, capacity })
        if (!id) throw new Error('the account is taken')
        await addToGroup(tx, tenantId, groupId, id)
        return loadMemberActor(tx, tenantId, id)
      })
      if (!actor) throw new Error('the member is not there')
      if (connected) await createLeases(shop.services, 'test').open(randomUUID(), actor)
      if (status !== 'away') await shop.result(actor, operations.desk.setPresence, { status })
      return actor
    },
    async visitor() {
      const contact = await doors.withTenant(tenantId, (tx) => createContact(tx, tenantId))
      return { kind: 'visitor', tenantId, id: contact.id, name: contact.name, channelId: channel.id }
    },
    async waiting(given) {
      const visitor = given ?? (await merchant.visitor())
      const opened = await shop.result<{ conversation: { id: ConversationId } }>(
        visitor,
        operations.conversation.open,
        {},
      )
      return { visitor, conversationId: opened.conversation.id }
    },
    async changeRouting(changes) {
      const { getRouting, changeRouting } = operations.settings
      const actor = await administrator()
      const before = await shop.result<{ version: number; settings: RoutingSettings }>(actor, getRouting, {})
      const settings = { ...before.settings, ...changes }
      await shop.result(actor, changeRouting, { version: before.version, settings })
    },
    async changeHours(changes) {
      const { getHours, changeHours } = operations.settings
      const actor = await administrator()
      const before = await shop.result<{ version: number; hours: BusinessHoursSettings }>(actor, getHours, {})
      const hours = { ...before.hours, ...changes }
      await shop.result(actor, changeHours, { version: before.version, hours })
    },
  }
  return merchant
}
