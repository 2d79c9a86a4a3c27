import type { GroupId, MemberId, TenantId } from '@keqiao/domain'
import { createChannel } from '../features/channel'
import { addToGroup, createGroup, foundTenant, readGroups } from '../features/group'
import { seedKnowledge } from '../features/knowledge'
import { createMember, findMemberByAccount } from '../features/member'
import type { Sessions } from '../features/session'
import { findTenantByCode, isNewInstallation } from '../features/tenant'
import { systemClock } from '../platform/clock'
import type { Doors } from '../platform/database/doors'
import type { Tx } from '../platform/database/tx'
import { createRelay, openLog } from '../platform/event-log'
import { isRefused } from '../platform/operations'
import { drawDemoAccounts, readDemoAccounts, writeDemoAccounts, type DemoAccounts } from './demo-accounts'
import { demoMerchants, type DemoMember, type DemoMerchant } from './demo-content'
import { demoKnowledge } from './demo-knowledge'

interface SeedDemoOptions {
  readonly doors: Doors
  readonly sessions: Pick<Sessions, 'setPassword'>
  /** Where the passwords are kept, in a file only its owner reads. */
  readonly dataDir: string
  /** See `demoWanted`. */
  readonly wanted: boolean
}

/**
 * Fills a new installation with two merchants, and returns how to sign in; the same at each later start. Null where
 * there is no demo: it is not wanted, or the installation is somebody's own. Every step finds what an interrupted start
 * left behind, so it can be run again at any time.
 */
export async function seedDemo(options: SeedDemoOptions): Promise<DemoAccounts | null> {
  if (!options.wanted) return null
  const { doors, dataDir } = options
  const written = await readDemoAccounts(dataDir)
  const isNew = await isNewInstallation(doors)
  if (written?.complete && !isNew) return (await stillThere(doors, written)) ? written : null
  if (!isNew && !written) return null
  const accounts = written && !written.complete ? written : drawDemoAccounts()
  // Before anything exists: whatever is created has a password that somebody can read.
  await writeDemoAccounts(dataDir, accounts)
  const merchants: DemoAccounts['merchants'] = []
  for (const merchant of accounts.merchants) {
    const content = demoMerchants.find(({ code }) => code === merchant.code)
    if (!content) throw new Error(`the demo has no merchant ${merchant.code}: delete demo-accounts.json`)
    merchants.push({ ...merchant, tenantId: await seedMerchant(options, content, passwordsOf(merchant)) })
  }
  const complete = { complete: true, merchants }
  await writeDemoAccounts(dataDir, complete)
  return complete
}

function passwordsOf({ accounts }: DemoAccounts['merchants'][number]): ReadonlyMap<string, string> {
  return new Map(accounts.map(({ login, password }) => [login, password]))
}

/** The data folder may outlive the database, or serve another one. */
async function stillThere(doors: Doors, { merchants }: DemoAccounts): Promise<boolean> {
  const found = await Promise.all(merchants.map(({ code }) => findTenantByCode(doors, code)))
  return merchants.every(({ tenantId }, at) => found[at]?.id === tenantId)
}

interface SeededMember {
  readonly member: DemoMember
  readonly memberId: MemberId
}

async function seedMerchant(
  { doors, sessions }: SeedDemoOptions,
  content: DemoMerchant,
  passwords: ReadonlyMap<string, string>,
): Promise<TenantId> {
  const { code, name } = content
  const founded = await foundTenant(doors, { code, name, defaultGroupName: content.groups[0] })
  const tenant = founded?.tenant ?? (await findTenantByCode(doors, code))
  if (!tenant) throw new Error(`the merchant ${code} is neither there nor new`)
  const tenantId = tenant.id
  const members = await doors.withTenant(tenantId, async (tx) => {
    const groups = await seedGroups(tx, tenantId, content.groups)
    await seedChannel(tx, tenantId, content, groupNamed(groups, content.groups[0]))
    return seedMembers(tx, tenantId, content.members, groups)
  })
  await Promise.all(
    members.map(({ member: { account, nickname }, memberId }) => {
      const password = passwords.get(`${code}:${account}`)
      if (password === undefined) throw new Error(`demo-accounts.json has no password for ${code}:${account}`)
      return sessions.setPassword({ tenantId, tenantCode: code, memberId, account, nickname, password })
    }),
  )
  await seedEntries(doors, tenantId, code, members)
  return tenantId
}

/** The administrator has written them; nobody listens yet who would have to hear of it. */
async function seedEntries(doors: Doors, tenantId: TenantId, code: string, members: readonly SeededMember[]) {
  const [first] = members
  if (!first) return
  const onError = () => undefined
  const platform = { doors, clock: systemClock(), epoch: await openLog(doors), relay: createRelay(onError) }
  const services = { ...platform, random: Math.random, onError }
  const writer = { tenantId, id: first.memberId, name: first.member.nickname }
  await seedKnowledge(services, writer, demoKnowledge[code] ?? [])
}

type Groups = ReadonlyMap<string, GroupId>

async function seedGroups(tx: Tx, tenantId: TenantId, names: readonly string[]): Promise<Groups> {
  const groups = new Map((await readGroups(tx, tenantId)).map((group) => [group.name, group.id]))
  for (const name of names) {
    const id = groups.get(name) ?? (await createGroup(tx, tenantId, name))
    if (id) groups.set(name, id)
  }
  return groups
}

function groupNamed(groups: Groups, name: string): GroupId {
  const id = groups.get(name)
  if (!id) throw new Error(`the demo has no group ${name}`)
  return id
}

async function seedChannel(tx: Tx, tenantId: TenantId, { channel }: DemoMerchant, groupId: GroupId): Promise<void> {
  const created = await createChannel(tx, tenantId, { ...channel, groupId })
  // Null: an earlier start made it.
  if (isRefused(created)) throw new Error(`the demo's channel is refused: ${JSON.stringify(created.error)}`)
}

async function seedMembers(
  tx: Tx,
  tenantId: TenantId,
  members: readonly DemoMember[],
  groups: Groups,
): Promise<SeededMember[]> {
  const seeded: SeededMember[] = []
  for (const member of members) {
    const { account, nickname, roleKey, capacity } = member
    const created = await createMember(tx, tenantId, { account, nickname, roleKey, capacity })
    const memberId = created ?? (await findMemberByAccount(tx, tenantId, account))
    if (!memberId) throw new Error(`the member ${account} is neither there nor new`)
    for (const name of member.groups) await addToGroup(tx, tenantId, groupNamed(groups, name), memberId)
    seeded.push({ member, memberId })
  }
  return seeded
}
