import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Door } from './door'
import type { DemoMerchant, ProductFacts } from './running-product'

interface Group {
  readonly id: string
  readonly name: string
}

interface Member {
  readonly id: string
  readonly account: string
  readonly nickname: string
  readonly role: string
  readonly capacity: number
  readonly groupIds: readonly string[]
}

interface Channel {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly groupId: string
  readonly version: number
  readonly settings: { readonly consent: { readonly required: boolean; readonly text: unknown } }
}

/** What a merchant consists of, to be made once more. */
interface Pattern {
  readonly code: string
  readonly name: string
  readonly groups: readonly Group[]
  readonly members: readonly Member[]
  readonly channel: Channel
}

/** All that is needed to make merchants; plain data, so that it reaches the processes in which stories are told. */
export interface Casting {
  readonly origin: string
  readonly operatorPass: string
  readonly patterns: readonly Pattern[]
}

/** Signs an operator in who makes merchants, and looks how those of the demo are made. */
export async function openCasting(product: ProductFacts): Promise<Casting> {
  const operator = new Door(product.origin)
  const token = new URL(await operatorLink(product)).searchParams.get('token')
  await operator.ask('POST', '/api/operator/set-up', { token, password: drawPassword() })
  const patterns = await Promise.all(product.merchants.map((merchant) => readPattern(product.origin, merchant)))
  return { origin: product.origin, operatorPass: operator.pass, patterns }
}

async function operatorLink({ programs, dataDir, origin }: ProductFacts): Promise<string> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, DATA_DIR: dataDir, PORT: new URL(origin).port }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(programs, 'operator.js'), 'setup-link', 'casting'],
    { env },
  )
  const link = /http\S+/.exec(stdout)?.[0]
  if (!link) throw new Error(`there is no link in:\n${stdout}`)
  return link
}

async function readPattern(origin: string, { code, name, channelKey, accounts }: DemoMerchant): Promise<Pattern> {
  const [administrator] = accounts
  if (!administrator) throw new Error(`${code} has nobody who signs in`)
  const door = new Door(origin)
  const { login, password } = administrator
  await door.ask('POST', '/api/session', { login, password, remember: false })
  const { groups } = await door.ask<{ groups: Group[] }>('GET', '/api/groups')
  const { members } = await door.ask<{ members: Member[] }>('GET', '/api/members')
  const { channels } = await door.ask<{ channels: Channel[] }>('GET', '/api/channels')
  const channel = channels.find(({ key }) => key === channelKey)
  if (!channel) throw new Error(`${code} has no channel ${channelKey}`)
  return { code, name, groups, members, channel }
}

const drawPassword = () => crypto.randomUUID()

/** A merchant and those who have been hired there so far. */
export interface CastMerchant {
  readonly merchant: DemoMerchant
  /**
   * Makes one of the pattern's people a member, with a password of his own; who is one already stays one.
   * @param account his name without the merchant's code
   */
  hire(account: string): Promise<Account>
}

type Account = DemoMerchant['accounts'][number]

/**
 * A merchant made like one of the demo's, under a code, a channel key and with passwords of its own: whoever plays with it
 * meets nobody else. Made through the product's door, as operator and administrator do. Only the administrator is there
 * from the beginning: a story pays for nobody who does not play.
 */
export async function castMerchant(casting: Casting, like: string): Promise<CastMerchant> {
  const pattern = casting.patterns.find(({ code }) => code === like)
  if (!pattern) throw new Error(`the demo has no merchant ${like}`)
  const code = `${like}-${crypto.randomUUID().slice(0, 8)}`
  const { door, first, own } = await openMerchant(casting, pattern, code)
  const groupOf = await makeGroups(door, pattern)
  await changeFirst(door, first, groupOf)
  const accounts = [own]
  const hired = new Map([[first.account, Promise.resolve(own)]])
  const hireNow = async (account: string) => {
    const made = await hire(door, memberOf(pattern, account), code, groupOf)
    accounts.push(made)
    return made
  }
  return {
    merchant: { code, name: pattern.name, channelKey: await dressChannel(door, pattern, groupOf), accounts },
    hire(account) {
      const made = hired.get(account) ?? hireNow(account)
      hired.set(account, made)
      return made
    },
  }
}

const accountFor = ({ account, nickname }: Member, code: string): Account => ({
  login: `${code}:${account}`,
  nickname,
  password: drawPassword(),
})

function memberOf({ code, members }: Pattern, account: string): Member {
  const member = members.find((one) => one.account === account)
  if (!member) throw new Error(`the demo has no account ${code}:${account}`)
  return member
}

/** By the operator's hand, and by that of the administrator who follows his link. */
async function openMerchant(casting: Casting, pattern: Pattern, code: string) {
  const operator = new Door(casting.origin, casting.operatorPass)
  const { link } = await operator.ask<{ link: string }>('POST', '/api/operator/merchants', { code, name: pattern.name })
  const first = memberOf(pattern, 'admin')
  const own = accountFor(first, code)
  const door = new Door(casting.origin)
  const token = new URL(link).searchParams.get('token')
  const { nickname, password } = own
  await door.ask('POST', '/api/set-up', { token, account: first.account, nickname, password })
  return { door, first, own }
}

async function hire(door: Door, member: Member, code: string, groupOf: GroupOf): Promise<Account> {
  const made = accountFor(member, code)
  const { account, role, capacity, groupIds } = member
  const { nickname, password } = made
  await door.ask('POST', '/api/members', {
    account,
    nickname,
    password,
    role,
    capacity,
    groupIds: groupIds.map(groupOf),
  })
  return made
}

type GroupOf = (id: string) => string

/** The groups of the pattern; what it calls them, by what they are called here. */
async function makeGroups(door: Door, { groups }: Pattern): Promise<GroupOf> {
  const { groups: there } = await door.ask<{ groups: Group[] }>('GET', '/api/groups')
  const ids = new Map<string, string>()
  // One after the other: they are listed in the order in which they were made.
  for (const [index, { id, name }] of groups.entries()) {
    const existing = there[index]
    if (existing) await door.ask('PUT', `/api/groups/${existing.id}`, { name })
    const made = existing ?? (await door.ask<{ group: Group }>('POST', '/api/groups', { name })).group
    ids.set(id, made.id)
  }
  return (id) => {
    const own = ids.get(id)
    if (own === undefined) throw new Error(`there is no group ${id}`)
    return own
  }
}

async function changeFirst(door: Door, { capacity, groupIds }: Member, groupOf: GroupOf): Promise<void> {
  const { members } = await door.ask<{ members: Member[] }>('GET', '/api/members')
  const self = members[0]
  if (!self) throw new Error('the administrator is not there')
  await door.ask('PUT', `/api/members/${self.id}`, { capacity, groupIds: groupIds.map(groupOf) })
}

async function dressChannel(door: Door, { channel }: Pattern, groupOf: GroupOf): Promise<string> {
  const { channels } = await door.ask<{ channels: Channel[] }>('GET', '/api/channels')
  const [own] = channels
  if (!own) throw new Error('a new merchant has a channel')
  const { required, text } = channel.settings.consent
  await door.ask('PUT', `/api/channels/${own.id}`, {
    version: own.version,
    name: channel.name,
    groupId: groupOf(channel.groupId),
    settings: { ...channel.settings, consent: { required, text } },
  })
  return own.key
}
