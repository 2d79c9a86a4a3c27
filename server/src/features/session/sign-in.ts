import type { MemberId, TenantId } from '@keqiao/domain'
import { APIError } from 'better-auth'
import { refuse, type Refused } from '../../platform/operations'
import { normaliseSignInName } from './sign-in-name'
import type { SignInThrottle } from './sign-in-throttle'
import { addressHeader, type StaffAuth } from './staff-auth'

export interface SignInInput {
  /** `merchant-code:account`, as it was typed. */
  readonly login: string
  readonly password: string
  /** Keep the session over restarts of the browser. */
  readonly remember: boolean
}

export interface SignedIn {
  readonly tenantId: TenantId
  readonly memberId: MemberId
  /** Values of Set-Cookie. */
  readonly cookies: string[]
}

/**
 * Opens a session. An unknown account, a wrong password and a disabled member get one answer, after the same work, and
 * only who knows the password hears that the merchant is suspended, or wants it by his provider alone.
 */
export async function signIn(
  auth: StaffAuth,
  throttle: SignInThrottle,
  { login, password, remember }: SignInInput,
  { address }: { readonly address: string },
): Promise<SignedIn | Refused> {
  const name = normaliseSignInName(login)
  const waitMs = await throttle.take(name, address)
  if (waitMs > 0) return refuse('sign_in_throttled', undefined, waitMs)
  const opened = await openSession(auth, { username: name, password, rememberMe: remember }, address)
  if (typeof opened !== 'string') await throttle.forgive(name, address)
  if (opened === 'tenant_suspended' || opened === 'password_sign_in_off') {
    await throttle.forgive(name, address)
    return refuse(opened)
  }
  return typeof opened === 'string' ? refuse('sign_in_failed') : opened
}

interface SignInBody {
  readonly username: string
  readonly password: string
  readonly rememberMe: boolean
}

/** The session, or the code better-auth or our own gate refused with. */
async function openSession(auth: StaffAuth, body: SignInBody, address: string): Promise<SignedIn | string> {
  try {
    const { headers, response } = await auth.api.signInUsername({
      body,
      headers: new Headers({ [addressHeader]: address }),
      returnHeaders: true,
    })
    const { user } = response
    const tenantId: unknown = 'tenantId' in user ? user.tenantId : undefined
    if (typeof tenantId !== 'string') throw new Error('a user belongs to a merchant')
    return { tenantId: tenantId as TenantId, memberId: user.id as MemberId, cookies: headers.getSetCookie() }
  } catch (error) {
    // Anything else is a fault of ours or of the database and must not read like a wrong password.
    if (error instanceof APIError && error.statusCode < 500) return error.body?.code ?? 'refused'
    throw error
  }
}
