import type { GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { UserProfile } from './scim-user'

/** A member as the back office sees him. What stands in `user_name` and after it is null for who was made here. */
export interface UpstreamRow {
  readonly id: MemberId
  readonly account: string
  readonly nickname: string
  readonly status: 'active' | 'disabled'
  readonly role_id: string
  readonly capacity: number
  readonly made_at: number
  readonly origin: 'scim' | 'oidc' | null
  readonly user_name: string | null
  readonly external_id: string | null
  readonly profile: UserProfile | null
  readonly is_main: boolean | null
  readonly updated_at: number | null
}

const columns = `m.id, m.account, m.nickname, m.status, m.role_id, l.capacity, m.created_at as made_at, u.origin, u.user_name,
  u.external_id, u.profile, u.is_main, u.updated_at
  from members m join agent_load l on l.tenant_id = m.tenant_id and l.member_id = m.id
  left join upstream_members u on u.tenant_id = m.tenant_id and u.member_id = m.id`

/** By what members are looked up; what is null is not asked. Whoever was deleted upstream is left out. */
export interface UpstreamKeys {
  readonly id?: string | null
  /** Of the back office, or the account of whoever has none of its own, whatever the case. */
  readonly userName?: string | null
  readonly externalId?: string | null
  /** One of the addresses that the back office has said, whatever the case. */
  readonly email?: string | null
}

export function selectUpstream(tx: Tx, tenantId: TenantId, keys: UpstreamKeys): Promise<UpstreamRow[]> {
  return tx.rows(
    `select ${columns}
      where m.tenant_id = $1 and u.removed_at is null and ($2::uuid is null or m.id = $2)
        and ($3::text is null or lower(coalesce(u.user_name, m.account)) = lower($3))
        and ($4::text is null or u.external_id = $4)
        and ($5::text is null or exists (select 1 from jsonb_array_elements(u.profile -> 'emails') e
          where lower(e ->> 'value') = lower($5)))
      order by m.id`,
    [tenantId, keys.id ?? null, keys.userName ?? null, keys.externalId ?? null, keys.email ?? null],
  )
}

/** The last one of this name whom the back office has deleted. */
export async function selectRemoved(tx: Tx, tenantId: TenantId, userName: string): Promise<UpstreamRow | null> {
  const rows = await tx.rows<UpstreamRow>(
    `select ${columns} where m.tenant_id = $1 and u.removed_at is not null and lower(u.user_name) = lower($2)
      order by u.removed_at desc limit 1`,
    [tenantId, userName],
  )
  return rows[0] ?? null
}

export interface UpstreamFacts {
  readonly origin: 'scim' | 'oidc'
  readonly userName: string | null
  readonly externalId: string | null
  readonly profile: UserProfile
  readonly isMain: boolean
}

export async function upsertUpstream(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  { origin, userName, externalId, profile, isMain }: UpstreamFacts,
  now: number,
): Promise<void> {
  await tx.rows(
    `insert into upstream_members
       (tenant_id, member_id, origin, user_name, external_id, profile, is_main, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), to_timestamp($8 / 1000.0))
     on conflict (tenant_id, member_id) do update set origin = excluded.origin, user_name = excluded.user_name,
       external_id = excluded.external_id, profile = excluded.profile, is_main = excluded.is_main,
       updated_at = excluded.updated_at, removed_at = null`,
    [tenantId, memberId, origin, userName, externalId, JSON.stringify(profile), isMain, now],
  )
}

/** From now on he is not there for the back office. */
export async function markRemoved(tx: Tx, tenantId: TenantId, memberId: MemberId, now: number): Promise<void> {
  await tx.rows(
    'update upstream_members set removed_at = to_timestamp($3 / 1000.0) where tenant_id = $1 and member_id = $2',
    [tenantId, memberId, now],
  )
}

/** Of these members those who were not made here; `kept`: the back office has not deleted them. */
export function selectOrigins(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MemberId[],
): Promise<{ readonly member_id: MemberId; readonly origin: 'scim' | 'oidc'; readonly kept: boolean }[]> {
  return tx.rows(
    `select member_id, origin, removed_at is null as kept from upstream_members
      where tenant_id = $1 and member_id = any($2)`,
    [tenantId, ids],
  )
}

/** How many members the back office keeps. */
export async function countKept(tx: Tx, tenantId: TenantId): Promise<number> {
  const text = `select count(*) as count from upstream_members
    where tenant_id = $1 and origin = 'scim' and removed_at is null`
  return (await tx.rows<{ count: number }>(text, [tenantId]))[0]?.count ?? 0
}

/** One at a time changes the accounts of a merchant from outside: names are compared before they are given. */
export async function holdProvisioning(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('provisioning ' || $1, 0))`, [tenantId])
}

/** The back office's own ids of the groups, where it has said them. */
export async function selectGroupExternalIds(tx: Tx, tenantId: TenantId): Promise<ReadonlyMap<GroupId, string>> {
  const text = 'select group_id, external_id from upstream_groups where tenant_id = $1'
  const rows = await tx.rows<{ group_id: GroupId; external_id: string }>(text, [tenantId])
  return new Map(rows.map((row) => [row.group_id, row.external_id]))
}

export async function storeGroupExternalId(
  tx: Tx,
  tenantId: TenantId,
  groupId: GroupId,
  externalId: string | null,
): Promise<void> {
  if (externalId === null) {
    await tx.rows('delete from upstream_groups where tenant_id = $1 and group_id = $2', [tenantId, groupId])
    return
  }
  await tx.rows(
    `insert into upstream_groups (tenant_id, group_id, external_id) values ($1, $2, $3)
     on conflict (tenant_id, group_id) do update set external_id = excluded.external_id`,
    [tenantId, groupId, externalId],
  )
}
