import type { TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import {
  selectActiveTenants,
  selectAnyTenant,
  selectTenant,
  selectTenantByCode,
  selectTenantPage,
  selectTenants,
  type Tenant,
  type TenantPage,
} from './tenant.store'

/** The merchant with this code; null if there is none. */
export function findTenantByCode(doors: Doors, code: string): Promise<Tenant | null> {
  return doors.withSystem('tenant lookup by code', (tx) => selectTenantByCode(tx, code))
}

/** Whether no merchant was ever created here. */
export async function isNewInstallation(doors: Doors): Promise<boolean> {
  return !(await doors.withSystem('is the installation new', selectAnyTenant))
}

/** The merchant of the open transaction, behind either door. */
export function readTenant(tx: Tx, id: TenantId): Promise<Tenant | null> {
  return selectTenant(tx, id)
}

/** Those of the merchants that are not suspended; behind the system door. */
export function readActiveTenants(tx: Tx, ids: readonly TenantId[]): Promise<ReadonlySet<TenantId>> {
  return selectActiveTenants(tx, ids)
}

/** A page of the installation's merchants in order of code, with when each was made (epoch milliseconds). */
export function pageOfTenants(doors: Doors, page: TenantPage): Promise<(Tenant & { readonly createdAt: number })[]> {
  return doors.withSystem('a page of the merchants', (tx) => selectTenantPage(tx, page))
}

/** Every merchant of the installation, in order of code. */
export function listTenants(doors: Doors): Promise<Tenant[]> {
  return doors.withSystem('list the merchants', selectTenants)
}
