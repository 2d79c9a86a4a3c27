import type { TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import { updateTenantStatus } from './tenant.store'

/**
 * Suspends a merchant: its members and visitors are refused from their next request on, at most a second later; its
 * data stays. False when there is no such merchant.
 */
export function suspendTenant(doors: Doors, id: TenantId): Promise<boolean> {
  return doors.withSystem('suspend a tenant', (tx) => updateTenantStatus(tx, id, 'suspended'))
}

/** Takes the suspension back. */
export function resumeTenant(doors: Doors, id: TenantId): Promise<boolean> {
  return doors.withSystem('resume a tenant', (tx) => updateTenantStatus(tx, id, 'active'))
}
