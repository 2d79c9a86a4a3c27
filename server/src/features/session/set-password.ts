import { randomBytes } from 'node:crypto'
import type { MemberId } from '@keqiao/domain'
import type { Credentials } from '../member'
import { endSessions } from './own-sessions'
import { signInName } from './sign-in-name'
import type { StaffAuth } from './staff-auth'

/** Lets a member sign in with this password from now on; sessions he had end. */
export async function setPassword(auth: StaffAuth, member: Credentials): Promise<void> {
  const { internalAdapter, password, adapter } = await auth.$context
  const hash = await password.hash(member.password)
  const id = member.memberId
  if (await internalAdapter.findUserById(id)) {
    await internalAdapter.updatePassword(id, hash)
    await adapter.deleteMany({ model: 'session', where: [{ field: 'userId', value: id }] })
    return
  }
  const { tenantId, nickname: name } = member
  const username = signInName(member.tenantCode, member.account)
  const user = { id, tenantId, name, username, email: `${id}@members.invalid`, emailVerified: false }
  const account = { userId: id, accountId: id, providerId: 'credential', password: hash }
  // Both or none: a user without an account would be told apart from an unknown one by the time the answer takes.
  await adapter.transaction(async (trx) => {
    await trx.create({ model: 'user', data: user, forceAllowId: true })
    await trx.create({ model: 'account', data: account })
  })
}

/** The same for a member who never had one; whoever has keeps it, and his sessions. */
export async function giveFirstPassword(auth: StaffAuth, member: Credentials): Promise<void> {
  const { internalAdapter } = await auth.$context
  if (!(await internalAdapter.findUserById(member.memberId))) await setPassword(auth, member)
}

/**
 * A member whom others vouch for needs a user as well. His account has a password that nobody knows, so that it takes as
 * long to refuse as any other.
 */
export async function ensureUser(auth: StaffAuth, member: Omit<Credentials, 'password'>): Promise<void> {
  await giveFirstPassword(auth, { ...member, password: randomBytes(32).toString('base64url') })
}

/** Whether this is his password. */
export async function isPassword(auth: StaffAuth, memberId: MemberId, typed: string): Promise<boolean> {
  const { internalAdapter, password } = await auth.$context
  const account = (await internalAdapter.findAccounts(memberId)).find(({ providerId }) => providerId === 'credential')
  return account?.password ? password.verify({ hash: account.password, password: typed }) : false
}

/** Replaces his password. His sessions end, but for the one that asks. */
export async function changePassword(
  auth: StaffAuth,
  memberId: MemberId,
  next: string,
  keptSessionId: string,
): Promise<void> {
  const { internalAdapter, password } = await auth.$context
  await internalAdapter.updatePassword(memberId, await password.hash(next))
  await endSessions(auth, memberId, { but: keptSessionId })
}
