import type { MemberActor, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { readRole, type Role } from '../access'
import {
  selectActiveMembers,
  selectMember,
  selectMemberByAccount,
  selectMembersByRole,
  selectNicknames,
  type Member,
} from './member.store'

/** A member who may work, with what his role lets him do. */
export interface Membership {
  readonly actor: MemberActor
  readonly account: string
  readonly role: Role
}

/** Null for a member who does not exist, is another merchant's, or is disabled. */
export async function readMembership(tx: Tx, tenantId: TenantId, id: MemberId): Promise<Membership | null> {
  const member = await selectMember(tx, tenantId, id)
  if (member?.status !== 'active') return null
  const role = await readRole(tx, tenantId, member.role_id)
  return role && { actor: actorOf(tenantId, member, role), account: member.account, role }
}

/** Who it is that acts, as commands need him; null as above. */
export async function loadMemberActor(tx: Tx, tenantId: TenantId, id: MemberId): Promise<MemberActor | null> {
  return (await readMembership(tx, tenantId, id))?.actor ?? null
}

/** Id of the member with this account, disabled or not. */
export async function findMemberByAccount(tx: Tx, tenantId: TenantId, account: string): Promise<MemberId | null> {
  return (await selectMemberByAccount(tx, tenantId, account))?.id ?? null
}

function actorOf(tenantId: TenantId, { id, nickname }: Member, { permissions, scope }: Role): MemberActor {
  return { kind: 'member', tenantId, id, name: nickname, permissions, scope }
}

/** Those of the members who may work, of any merchant; behind the system door. */
export function readActiveMembers(tx: Tx, ids: readonly MemberId[]): Promise<ReadonlySet<MemberId>> {
  return selectActiveMembers(tx, ids)
}

/** What members of the merchant are called, disabled ones too. */
export function readNicknames(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, string>> {
  return selectNicknames(tx, tenantId, ids)
}

/** Who has which role, disabled members too. */
export function membersByRole(tx: Tx, tenantId: TenantId): Promise<ReadonlyMap<string, readonly MemberId[]>> {
  return selectMembersByRole(tx, tenantId)
}
