export { createTenant, isTenantCode, type NewTenant } from './create-tenant'
export {
  findTenantByCode,
  isNewInstallation,
  listTenants,
  pageOfTenants,
  readActiveTenants,
  readTenant,
} from './find-tenant'
export { resumeTenant, suspendTenant } from './suspend-tenant'
export { changeRoutingSettings, readRoutingSettings, type RoutingSettings } from './tenant-settings'
export type { Tenant, TenantStatus } from './tenant.store'
