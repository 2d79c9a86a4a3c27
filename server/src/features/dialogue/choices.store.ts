import type { SavedConditions } from '@keqiao/contract'
import type { ChannelId, GroupId, MemberActor, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

interface Named<Id> {
  readonly id: Id
  readonly name: string
}

/** Members whose dialogues the asker may see, those who left too; by name. */
export function selectMemberChoices(
  tx: Tx,
  { tenantId, id, scope }: MemberActor,
  groupIds: readonly GroupId[],
): Promise<Named<MemberId>[]> {
  return tx.rows<Named<MemberId>>(
    `select m.id, m.nickname as name from members m
      where m.tenant_id = $1 and ($2 = 'tenant' or m.id = $3 or ($2 = 'group' and exists (select from group_members g
        where g.tenant_id = $1 and g.member_id = m.id and g.group_id = any($4::uuid[]))))
      order by m.nickname limit 5000`,
    [tenantId, scope, id, groupIds],
  )
}

export function selectChannelChoices(tx: Tx, tenantId: TenantId): Promise<Named<ChannelId>[]> {
  return tx.rows<Named<ChannelId>>('select id, name from channels where tenant_id = $1 order by name limit 5000', [
    tenantId,
  ])
}

interface PreferenceRow {
  readonly columns: string[] | null
  readonly saved: SavedConditions[]
}

/** What a member keeps for himself; nothing yet: no choice of columns, no conditions. */
export async function selectPreferences(tx: Tx, { tenantId, id }: MemberActor): Promise<PreferenceRow> {
  const text = 'select columns, saved from dialogue_preferences where tenant_id = $1 and member_id = $2'
  const [row] = await tx.rows<PreferenceRow>(text, [tenantId, id])
  return row ?? { columns: null, saved: [] }
}

/** Stores what is given; null stays as it is. */
export async function storePreferences(
  tx: Tx,
  { tenantId, id }: MemberActor,
  columns: readonly string[] | null,
  saved: readonly SavedConditions[] | null,
): Promise<void> {
  await tx.rows(
    `insert into dialogue_preferences as p (tenant_id, member_id, columns, saved)
     values ($1, $2, $3::text[], coalesce($4::jsonb, '[]'))
     on conflict (tenant_id, member_id) do update
        set columns = coalesce($3::text[], p.columns), saved = coalesce($4::jsonb, p.saved)`,
    [tenantId, id, columns, saved === null ? null : JSON.stringify(saved)],
  )
}
