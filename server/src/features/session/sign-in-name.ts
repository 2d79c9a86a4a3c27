import { isAccount } from '@keqiao/domain'
import { isTenantCode } from '../tenant'

/** `merchant-code:account`, as it is stored and compared. */
export function signInName(tenantCode: string, account: string): string {
  return `${tenantCode}:${account}`
}

/**
 * What a person typed, as it is compared: lower case, without the full-width letters and the full-width colon that a
 * Chinese input method leaves behind.
 */
export function normaliseSignInName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}

/** Whether any member could have this name. */
export function isSignInName(name: string): boolean {
  const colon = name.indexOf(':')
  return colon > 0 && isTenantCode(name.slice(0, colon)) && isAccount(name.slice(colon + 1))
}
