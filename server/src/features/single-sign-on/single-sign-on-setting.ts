import { singleSignOnSettings, type SingleSignOnInput, type SingleSignOnSettings } from '@keqiao/contract'
import type { MemberActor, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { isRefused, refuse, type CommandContext, type Refused } from '../../platform/operations'
import type { SecretBox } from '../../platform/secret-box'
import { changeSetting, defineSetting, readSetting, readTenant } from '../tenant'
import { deleteSecret, selectSecret, upsertSecret } from './single-sign-on.store'

const singleSignOnSetting = defineSetting('singleSignOn', singleSignOnSettings)

/** What this needs of the process. */
export interface SettingParts {
  readonly box: SecretBox
  /** Where browsers reach us. */
  readonly publicUrl: string
}

/** The provider that somebody is sent to, with the client's secret; empty: it has none. */
export interface Client {
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
}

const contextOf = (tenantId: TenantId) => `sso secret ${tenantId}`

/** The address that providers send people back to. */
export const redirectUrlOf = (publicUrl: string): string => new URL('/api/sso/callback', publicUrl).href

/** The setting as it is shown. */
export async function readSingleSignOn(tx: Tx, tenantId: TenantId, { publicUrl }: SettingParts) {
  const { version, value } = await readSetting(tx, tenantId, singleSignOnSetting)
  const code = (await readTenant(tx, tenantId))?.code ?? ''
  const signInUrl = new URL(`/console/sign-in/${code}`, publicUrl).href
  return { version, settings: value, redirectUrl: redirectUrlOf(publicUrl), signInUrl }
}

/** What the merchant has decided; of the open transaction, either door. */
export async function readSettings(tx: Tx, tenantId: TenantId): Promise<SingleSignOnSettings> {
  return (await readSetting(tx, tenantId, singleSignOnSetting)).value
}

/** Whether a member of this role may come by password. Administrators always may: a lost provider locks nobody out. */
export async function mayUsePassword(tx: Tx, tenantId: TenantId, roleKey: string): Promise<boolean> {
  if (roleKey === 'administrator') return true
  const { enabled, passwordsAllowed } = await readSettings(tx, tenantId)
  return !enabled || passwordsAllowed
}

/** The client by what is stored. */
export async function readClient(tx: Tx, tenantId: TenantId, { box }: Pick<SettingParts, 'box'>): Promise<Client> {
  const { issuer, clientId, secretSetAt } = await readSettings(tx, tenantId)
  const sealed = secretSetAt === null ? null : await selectSecret(tx, tenantId)
  return { issuer, clientId, secret: sealed === null ? '' : box.open(sealed, contextOf(tenantId)) }
}

/** The client by what somebody is about to store. */
export async function clientOfDraft(
  tx: Tx,
  tenantId: TenantId,
  draft: { readonly settings: SingleSignOnInput; readonly secret: string | undefined },
  parts: SettingParts,
): Promise<Client | Refused> {
  const { settings, secret } = draft
  if (needsSecret(await readSettings(tx, tenantId), settings, secret)) return refuse('sso_secret_required')
  const { issuer, clientId } = settings
  return { issuer, clientId, secret: secret ?? (await readClient(tx, tenantId, parts)).secret }
}

/** Stores another provider; the log tells all of it but the secret. */
export async function changeSingleSignOn(
  context: CommandContext,
  actor: MemberActor,
  input: { readonly version: number; readonly settings: SingleSignOnInput; readonly secret: string | undefined },
  parts: SettingParts,
) {
  const { tx, now } = context
  const { tenantId } = actor
  const { version, settings, secret } = input
  const before = await readSettings(tx, tenantId)
  if (needsSecret(before, settings, secret)) return refuse('sso_secret_required')
  const secretSetAt = secret === undefined ? before.secretSetAt : secret === '' ? null : now
  const changed = await changeSetting(context, actor, singleSignOnSetting, {
    version,
    value: { ...settings, secretSetAt },
  })
  if (isRefused(changed)) return changed
  if (secret === '') await deleteSecret(tx, tenantId)
  else if (secret !== undefined) await upsertSecret(tx, tenantId, parts.box.seal(secret, contextOf(tenantId)))
  return readSingleSignOn(tx, tenantId, parts)
}

/**
 * A secret that is known is used for the very provider and client it was given for: else whoever may change the setting
 * could have it sent to a server of his own.
 */
function needsSecret(before: SingleSignOnSettings, after: SingleSignOnInput, given: string | undefined): boolean {
  if (given !== undefined || before.secretSetAt === null) return false
  return before.issuer !== after.issuer || before.clientId !== after.clientId
}
