import type { MemberId, TenantId } from '@keqiao/domain'
import { signInName } from './sign-in-name'
import type { StaffAuth } from './staff-auth'

export interface Credentials {
  readonly tenantId: TenantId
  readonly tenantCode: string
  readonly memberId: MemberId
  readonly account: string
  readonly nickname: string
  readonly password: string
}

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
