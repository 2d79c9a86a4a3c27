import type { operations } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import type { z } from 'zod'
import type { Tx } from '../../platform/database/tx'
import { readRoleKeys } from '../access'
import type { MemberParts } from './member.parts'
import { selectMemberPage } from './member.store'
import { memberView } from './member.view'

type Input = z.output<typeof operations.member.list.input>
type Output = z.input<typeof operations.member.list.output>

/** A page of the merchant's members; whoever does not reach the whole merchant's data gets himself. */
export async function listMembers(
  tx: Tx,
  actor: MemberActor,
  { limit, ...page }: Input,
  { groupsOf, upstreamOf, secondFactorsOf }: Pick<MemberParts, 'groupsOf' | 'upstreamOf' | 'secondFactorsOf'>,
): Promise<Output> {
  const only = actor.scope === 'tenant' ? null : actor.id
  const { after, search, standing } = page
  const rows = await selectMemberPage(tx, actor.tenantId, { after, search, standing, limit: limit + 1, only })
  const shown = rows.slice(0, limit)
  const roleKeys = await readRoleKeys(tx, actor.tenantId)
  const ids = shown.map((row) => row.id)
  const groups = await groupsOf(tx, actor.tenantId, ids)
  const upstream = await upstreamOf(tx, actor.tenantId, ids)
  const holders = await secondFactorsOf(tx, actor.tenantId, ids)
  const viewOf = (row: (typeof shown)[number]) =>
    memberView(row, roleKeys, groups.get(row.id) ?? [], {
      upstream: upstream.get(row.id),
      secondFactor: holders.has(row.id),
    })
  return { members: shown.map(viewOf), more: rows.length > limit }
}
