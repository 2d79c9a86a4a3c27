import type { TenantId } from '@keqiao/domain'
import { z } from 'zod'
import type { SecretBox } from '../../platform/secret-box'

/**
 * A sign-in that was begun and has not come back. It travels in a cookie of the browser that began it, sealed: so it can
 * be ended in no other browser (login CSRF), on any node, and nothing of it lies in the database.
 */
const pendingShape = z.object({
  tenantId: z.uuid().transform((id) => id as TenantId),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Path of the console to go to. */
  next: z.string(),
  remember: z.boolean(),
  /** Epoch milliseconds. */
  expiresAt: z.number(),
})
export type PendingSignIn = z.output<typeof pendingShape>

/** As long as somebody may take at his provider's page. */
export const pendingMs = 10 * 60_000
const context = 'pending sign-in'
const path = '/api/sso'

/** One cookie for each, so that two tabs do not end each other's. */
const nameOf = (state: string) => `keqiao-sso-${state.slice(0, 16)}`

/** The cookie that keeps it. */
export function pendingCookie(pending: PendingSignIn, box: SecretBox, isSecure: boolean): string {
  const value = box.seal(JSON.stringify(pending), context).toString('base64url')
  return cookie(nameOf(pending.state), value, pendingMs / 1_000, isSecure)
}

/** The cookie that takes it back. */
export const endedCookie = (state: string, isSecure: boolean): string => cookie(nameOf(state), '', 0, isSecure)

function cookie(name: string, value: string, seconds: number, isSecure: boolean): string {
  // Lax: the provider's page leads back by a navigation from another site.
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure ? '; Secure' : ''}`
}

/** What was begun in this browser under this state; null: nothing, or too long ago. */
export function readPending(
  cookieHeader: string | undefined,
  state: string,
  box: SecretBox,
  now: number,
): PendingSignIn | null {
  if (!/^[\w-]{20,200}$/.test(state)) return null
  const prefix = `${nameOf(state)}=`
  const found = (cookieHeader ?? '').split(/; ?/).find((one) => one.startsWith(prefix))
  if (!found) return null
  try {
    const text = box.open(Buffer.from(found.slice(prefix.length), 'base64url'), context)
    const pending = pendingShape.parse(JSON.parse(text))
    return pending.state === state && pending.expiresAt > now ? pending : null
  } catch {
    // Sealed by another secret, or by nobody.
    return null
  }
}

/** Where to go after the sign-in: a page of the console, whatever else was asked for (open redirect). */
export function safeNext(asked: string | undefined): string {
  const home = '/console/desk'
  if (asked === undefined || !/^\/console\/[\w\-/?=&%.~]*$/.test(asked) || asked.includes('//')) return home
  const url = new URL(asked, 'https://here.invalid')
  return url.host === 'here.invalid' && url.pathname.startsWith('/console/') ? url.pathname + url.search : home
}
