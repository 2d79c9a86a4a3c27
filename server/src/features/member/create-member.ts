import { isAccount, statusAtSignIn, type MemberId, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { readRoleByKey } from '../access'
import { insertMember } from './member.store'

export interface NewMember {
  /** What follows the colon of the sign-in name. */
  readonly account: string
  /** What visitors and colleagues see. */
  readonly nickname: string
  readonly roleKey: string
  /** 最大接线量: dialogues he may hold at once. */
  readonly capacity: number
}

/** Creates a member, who cannot sign in before `session` gave him a password. Null when the account is taken. */
export async function createMember(tx: Tx, tenantId: TenantId, member: NewMember): Promise<MemberId | null> {
  if (!isAccount(member.account)) throw new TypeError(`not an account: ${JSON.stringify(member.account)}`)
  const role = await readRoleByKey(tx, tenantId, member.roleKey)
  if (!role) throw new TypeError(`the merchant has no role ${JSON.stringify(member.roleKey)}`)
  const id = newId<MemberId>()
  const { account, nickname, capacity } = member
  const row = { id, account, nickname, role_id: role.id, status: 'active' } as const
  return (await insertMember(tx, tenantId, row, { capacity, status: statusAtSignIn })) ? id : null
}
