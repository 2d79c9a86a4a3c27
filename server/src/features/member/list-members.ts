import type { operations } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import type { z } from 'zod'
import type { Doors } from '../../platform/database/doors'
import { readRoleKeys } from '../access'
import { selectMemberPage, type MemberWithLoad } from './member.store'

type Input = z.output<typeof operations.member.list.input>
type Output = z.input<typeof operations.member.list.output>

/** A page of the merchant's members; whoever does not reach the whole merchant's data gets himself. */
export async function listMembers(doors: Doors, actor: MemberActor, { after, limit }: Input): Promise<Output> {
  return doors.withTenant(actor.tenantId, async (tx) => {
    const only = actor.scope === 'tenant' ? null : actor.id
    const rows = await selectMemberPage(tx, actor.tenantId, { after, limit: limit + 1, only })
    const roleKeys = await readRoleKeys(tx, actor.tenantId)
    return { members: rows.slice(0, limit).map((row) => viewOf(row, roleKeys)), more: rows.length > limit }
  })
}

function viewOf(row: MemberWithLoad, roleKeys: ReadonlyMap<string, string>): Output['members'][number] {
  const { id, account, nickname, role_id, capacity, active, presence } = row
  return { id, account, nickname, role: roleKeys.get(role_id) ?? role_id, capacity, status: presence, active }
}
