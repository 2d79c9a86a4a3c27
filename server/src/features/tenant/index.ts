export { createTenant, isTenantCode, type NewTenant } from './create-tenant'
export { findTenantByCode, isNewInstallation, listTenants, readActiveTenants, readTenant } from './find-tenant'
export { resumeTenant, suspendTenant } from './suspend-tenant'
export type { Tenant, TenantStatus } from './tenant.store'
