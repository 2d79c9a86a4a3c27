import type { TenantId } from '@keqiao/domain'
import { sqlFor, type Tx } from '../../platform/database/tx'

export type TenantStatus = 'active' | 'suspended'

/** A merchant. `code` stands before the colon of its members' sign-in names. */
export interface Tenant {
  readonly id: TenantId
  readonly code: string
  readonly name: string
  readonly status: TenantStatus
}

const db = sqlFor<{ tenants: Tenant }>()
const columns = ['id', 'code', 'name', 'status'] as const

/** Stores a merchant; null when the code is taken. Only the system door may write this table. */
export async function insertTenant(tx: Tx, tenant: Tenant): Promise<Tenant | null> {
  const insert = db.insertInto('tenants').values(tenant)
  const rows = await tx.run(insert.onConflict((conflict) => conflict.column('code').doNothing()).returning(columns))
  return rows[0] ?? null
}

export async function selectTenant(tx: Tx, id: TenantId): Promise<Tenant | null> {
  const rows = await tx.named<Tenant>('tenant by id', 'select id, code, name, status from tenants where id = $1', [id])
  return rows[0] ?? null
}

export async function selectTenantByCode(tx: Tx, code: string): Promise<Tenant | null> {
  const rows = await tx.run(db.selectFrom('tenants').select(columns).where('code', '=', code))
  return rows[0] ?? null
}

/** Those of the merchants that are not suspended. */
export async function selectActiveTenants(tx: Tx, ids: readonly TenantId[]): Promise<Set<TenantId>> {
  const text = `select id from tenants where id = any($1) and status = 'active'`
  return new Set((await tx.named<{ id: TenantId }>('active tenants', text, [ids])).map((row) => row.id))
}

export async function updateTenantStatus(tx: Tx, id: TenantId, status: TenantStatus): Promise<boolean> {
  const rows = await tx.run(db.updateTable('tenants').set({ status }).where('id', '=', id).returning('id'))
  return rows.length === 1
}

export async function selectAnyTenant(tx: Tx): Promise<boolean> {
  return (await tx.run(db.selectFrom('tenants').select('id').limit(1))).length === 1
}

/** A page of the merchants in order of code, behind `after`; `search` is part of code or name. */
export function selectTenantPage(
  tx: Tx,
  { search, after, limit, code }: TenantPage,
): Promise<(Tenant & { readonly createdAt: number })[]> {
  return tx.rows(
    `select id, code, name, status, (extract(epoch from created_at) * 1000)::bigint as "createdAt" from tenants
      where code > $1 and ($2 = '' or position(lower($2) in lower(code)) > 0 or position(lower($2) in lower(name)) > 0)
        and ($3::text is null or code = $3)
      order by code limit $4`,
    [after, search, code ?? null, limit],
  )
}

export interface TenantPage {
  /** Empty: all. */
  readonly search: string
  /** Empty: from the first. */
  readonly after: string
  readonly limit: number
  /** Only this one. */
  readonly code?: string
}

export function selectTenants(tx: Tx): Promise<Tenant[]> {
  return tx.run(db.selectFrom('tenants').select(columns).orderBy('code'))
}
