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
export { readRoutingSettings, readRoutingSettingsOf, routingSetting } from './routing-settings'
export { autoReplyRulesOf, channelAutoReplySetting, readAutoReplies } from './auto-reply-settings'
export { changeSetting, defineSetting, readSetting, readSettingChanges, type Setting } from './setting'
export { readSecuritySettings } from './security-settings'
export { tenantOperations } from './tenant.routes'
export type { Tenant, TenantStatus } from './tenant.store'
