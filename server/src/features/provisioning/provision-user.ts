import type { MemberId, TenantId } from '@keqiao/domain'
import { isAccount } from '@keqiao/domain'
import { isRefused, type CommandContext } from '../../platform/operations'
import { holdRoleByKey, readRoleKeyByName, readRoleByKey } from '../access'
import { assignGroups, groupsOfMembers, readGroups } from '../group'
import {
  changeMember,
  findMemberByAccount,
  hireMember,
  letInMember,
  lockMember,
  refuseToLose,
  shutOutMember,
  type MemberEditor,
} from '../member'
import { refusalOf, ScimRefusal } from './scim-refusal'
import { accountsFor, nicknameOf, shortened, type WantedUser } from './scim-user'
import {
  holdProvisioning,
  markRemoved,
  selectRemoved,
  selectUpstream,
  upsertUpstream,
  type UpstreamRow,
} from './upstream.store'

/** In which transaction something is done for a merchant, and in whose name the log says so. */
export interface ProvisionContext extends Pick<CommandContext, 'tx' | 'now' | 'services'> {
  readonly tenantId: TenantId
  readonly editor: MemberEditor
}

/** Dialogues that a newcomer may hold at once, until somebody says otherwise. */
const firstCapacity = 10

const groupParts = { replaceGroups: assignGroups, groupsOf: groupsOfMembers }

/** ACC-02: a new account. Whoever was deleted upstream and comes again is the same member. */
export async function createUser(context: ProvisionContext, wanted: WantedUser): Promise<MemberId> {
  const { tx, tenantId } = context
  await holdProvisioning(tx, tenantId)
  await refuseTaken(context, wanted, null)
  const removed = await selectRemoved(tx, tenantId, wanted.userName)
  if (removed) {
    await keep(context, removed.id, wanted)
    await align(context, removed, { ...wanted, active: wanted.active ?? true })
    return removed.id
  }
  const { isMain, profile } = wanted
  const memberId = await hire(context, {
    accounts: accountsFor(wanted),
    nickname: nicknameOf(profile) ?? shortened(wanted.userName),
    roleKey: (await roleKeyOf(context, wanted, null)) ?? 'agent',
    capacity: wanted.capacity,
  })
  await upsertUpstream(tx, tenantId, memberId, { origin: 'scim', ...wanted, isMain }, context.now)
  if (wanted.active === false) await shutOut(context, memberId)
  return memberId
}

/** PUT, and what a PATCH makes of it. A member who was made here is the back office's from now on. */
export async function replaceUser(context: ProvisionContext, memberId: MemberId, wanted: WantedUser): Promise<void> {
  const { tx, tenantId } = context
  await holdProvisioning(tx, tenantId)
  const [row] = await selectUpstream(tx, tenantId, { id: memberId })
  if (!row) throw new ScimRefusal(404, null, 'There is no such user.')
  if (wanted.account !== null && wanted.account.toLowerCase() !== row.account) {
    throw new ScimRefusal(400, 'mutability', 'The account cannot be changed: people sign in with it.')
  }
  await refuseTaken(context, wanted, memberId)
  await keep(context, memberId, wanted)
  await align(context, row, wanted)
}

/** DELETE: he is out at once, and for the back office he never was. His dialogues still name him. */
export async function removeUser(context: ProvisionContext, memberId: MemberId): Promise<void> {
  const { tx, tenantId, editor, now } = context
  await holdProvisioning(tx, tenantId)
  const [row] = await selectUpstream(tx, tenantId, { id: memberId })
  if (!row) throw new ScimRefusal(404, null, 'There is no such user.')
  await shutOut(context, memberId)
  const member = await lockMember(tx, tenantId, memberId)
  if (member) await changeMember(context, editor, member, { groupIds: [] }, groupParts)
  const { profile, external_id: externalId } = row
  const facts = { origin: 'scim', userName: row.user_name ?? row.account, externalId, isMain: false } as const
  await upsertUpstream(tx, tenantId, memberId, { ...facts, profile: profile ?? {} }, now)
  await markRemoved(tx, tenantId, memberId, now)
}

async function refuseTaken(
  { tx, tenantId }: ProvisionContext,
  { userName, externalId }: WantedUser,
  by: MemberId | null,
): Promise<void> {
  const others = async (keys: Parameters<typeof selectUpstream>[2]) =>
    (await selectUpstream(tx, tenantId, keys)).some(({ id }) => id !== by)
  if (await others({ userName })) throw new ScimRefusal(409, 'uniqueness', 'There is a user of this userName.')
  if (externalId !== null && (await others({ externalId }))) {
    throw new ScimRefusal(409, 'uniqueness', 'There is a user of this externalId.')
  }
}

function keep({ tx, tenantId, now }: ProvisionContext, memberId: MemberId, wanted: WantedUser): Promise<void> {
  return upsertUpstream(tx, tenantId, memberId, { origin: 'scim', ...wanted }, now)
}

interface Newcomer {
  /** The best first. */
  readonly accounts: readonly string[]
  readonly nickname: string
  readonly roleKey: string
  readonly capacity: number | undefined
}

/** Hires somebody under the first account that is free; where the merchant has one group alone, he serves it. */
export async function hire(
  context: ProvisionContext,
  { accounts, nickname, roleKey, capacity = firstCapacity }: Newcomer,
): Promise<MemberId> {
  const { tx, tenantId, editor } = context
  const groups = await readGroups(tx, tenantId)
  const groupIds = groups.length === 1 ? groups.map(({ id }) => id) : []
  for (const account of accounts) {
    if (!isAccount(account) || (await findMemberByAccount(tx, tenantId, account))) continue
    const member = await hireMember(context, editor, { account, nickname, roleKey, capacity, groupIds }, groupParts)
    if (isRefused(member)) throw refusalOf(member)
    return member.id
  }
  throw new ScimRefusal(409, 'uniqueness', 'No account that suits this userName is free: say one.')
}

/** The role that is asked for; null: none is, and the one he has stays. */
async function roleKeyOf(
  { tx, tenantId }: ProvisionContext,
  { isMain, role }: Pick<WantedUser, 'isMain' | 'role'>,
  before: UpstreamRow | null,
): Promise<string | null> {
  // The main account is 商家管理员, whatever else is said of it.
  if (isMain) return 'administrator'
  if (role === null) return before?.is_main === true ? 'agent' : null
  const key = (await readRoleByKey(tx, tenantId, role))?.key ?? (await readRoleKeyByName(tx, tenantId, role))
  if (key === null) throw new ScimRefusal(400, 'invalidValue', `There is no role ${role}.`, 'role_unknown')
  return key
}

/** Makes the member what the back office wants, by the same commands as the console. */
async function align(context: ProvisionContext, before: UpstreamRow, wanted: WantedUser): Promise<void> {
  const { tx, tenantId, editor } = context
  const { id } = before
  const roleKey = await roleKeyOf(context, wanted, before)
  const role = roleKey === null ? null : await holdRoleByKey(tx, tenantId, roleKey)
  if (wanted.active === false || (role !== null && role.key !== 'administrator')) await refuseLast(context, id)
  const member = await lockMember(tx, tenantId, id)
  if (!member) throw new Error('a member who was read is not there')
  const { profile, capacity } = wanted
  const changes = { nickname: nicknameOf(profile), capacity, roleId: role?.id }
  const changed = await changeMember(context, editor, member, changes, groupParts)
  if (isRefused(changed)) throw refusalOf(changed)
  // What was written since it was locked has moved its stream on.
  const now = await lockMember(tx, tenantId, id)
  if (now && wanted.active === true) await letInMember(context, editor, now)
  if (now && wanted.active === false) await shutOutMember(context, editor, now)
}

async function shutOut(context: ProvisionContext, memberId: MemberId): Promise<void> {
  const { tx, tenantId, editor } = context
  await refuseLast(context, memberId)
  const member = await lockMember(tx, tenantId, memberId)
  if (member) await shutOutMember(context, editor, member)
}

async function refuseLast({ tx, editor }: ProvisionContext, memberId: MemberId): Promise<void> {
  const barred = await refuseToLose(tx, editor, memberId)
  if (barred) throw refusalOf(barred)
}

/** Makes a member 商家管理员, whom somebody who vouches for him has named the main account. */
export async function promote(context: ProvisionContext, memberId: MemberId): Promise<void> {
  const { tx, tenantId, editor } = context
  const role = await holdRoleByKey(tx, tenantId, 'administrator')
  const member = await lockMember(tx, tenantId, memberId)
  if (!role || !member) throw new Error('a merchant has its built-in roles, and this member')
  await changeMember(context, editor, member, { roleId: role.id }, groupParts)
}

/** Notes that somebody was made at his first sign-in. */
export function noteFirstSignIn({ tx, tenantId, now }: ProvisionContext, memberId: MemberId): Promise<void> {
  const facts = { origin: 'oidc', userName: null, externalId: null, isMain: false, profile: {} } as const
  return upsertUpstream(tx, tenantId, memberId, facts, now)
}
