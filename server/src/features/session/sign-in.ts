import type { MemberId, TenantId } from '@keqiao/domain'
import { APIError } from 'better-auth'
import { refuse, type Refused } from '../../platform/operations'
import type { Proof } from './second-factor/second-factor'
import { normaliseSignInName } from './sign-in-name'
import type { SignInThrottle } from './sign-in-throttle'
import { addressHeader, proofs, type StaffAuth } from './staff-auth'

export interface SignInInput {
  /** `merchant-code:account`, as it was typed. */
  readonly login: string
  readonly password: string
  /** Keep the session over restarts of the browser. */
  readonly remember: boolean
  /** Of the second step. */
  readonly code?: string | undefined
  /** Of a second step that is being set up. */
  readonly setUp?: string | undefined
}

export interface SignedIn {
  readonly tenantId: TenantId
  readonly memberId: MemberId
  /** Values of Set-Cookie. */
  readonly cookies: string[]
  /** Of a second step that was set up. */
  readonly recoveryCodes?: readonly string[] | undefined
}

/**
 * Opens a session. An unknown account, a wrong password and a disabled member get one answer, after the same work, and
 * only who knows the password hears that the merchant is suspended, or wants it by his provider alone.
 */
export async function signIn(
  auth: StaffAuth,
  throttle: SignInThrottle,
  { login, password, remember, code, setUp }: SignInInput,
  { address }: { readonly address: string },
): Promise<SignedIn | Refused> {
  const name = normaliseSignInName(login)
  const waitMs = await throttle.take(name, address)
  if (waitMs > 0) return refuse('sign_in_throttled', undefined, waitMs)
  const attempts = codeAttempts(throttle, name, address)
  const proof: Proof = { code, setUp, takeAttempt: attempts.take }
  const opened = await proofs.run(proof, () =>
    openSession(auth, { username: name, password, rememberMe: remember }, address),
  )
  if (proof.refused) {
    // The password was right: what counts is the code, and that by itself.
    await throttle.forgive(name, address)
    return proof.refused
  }
  if (typeof opened !== 'string') {
    await throttle.forgive(name, address)
    if (code !== undefined) await attempts.forgive()
    return { ...opened, recoveryCodes: proof.recoveryCodes }
  }
  if (opened === 'tenant_suspended' || opened === 'password_sign_in_off') {
    await throttle.forgive(name, address)
    return refuse(opened)
  }
  return refuse('sign_in_failed')
}

/** Guesses of codes count apart from those of passwords: who knows the password could forget his failures by it. */
export function codeAttempts(throttle: SignInThrottle, login: string, address: string) {
  const name = `code of ${login}`
  return { take: () => throttle.take(name, address), forgive: () => throttle.forgive(name, address) }
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
