import { AsyncLocalStorage } from 'node:async_hooks'
import type { MemberId, TenantId } from '@keqiao/domain'
import { APIError, betterAuth, type BetterAuthOptions, type BetterAuthPlugin } from 'better-auth'
import { username } from 'better-auth/plugins'
import type { Clock } from '../../platform/clock'
import type { Tx } from '../../platform/database/tx'
import type { Doors } from '../../platform/database/doors'
import { newId } from '../../platform/ids'
import { readMembership } from '../member'
import { readTenant } from '../tenant'
import { withHashedTokens } from './hashed-tokens'
import type { Proof, SecondFactor } from './second-factor/second-factor'
import { sessionEndpoints } from './session-endpoints'
import { sessionLife } from './session-life'
import { authTables, type AuthDatabase } from './session.store'
import { isSignInName, normaliseSignInName, signInName } from './sign-in-name'

export interface StaffAuthOptions {
  readonly doors: Doors
  readonly database: AuthDatabase
  readonly clock: Clock
  readonly secret: string
  readonly publicUrl: string
  /** Whether a member of this role may come by password; absent: everybody may. */
  readonly mayUsePassword?: ((tx: Tx, tenantId: TenantId, roleKey: string) => Promise<boolean>) | undefined
  /** The second step of those who come by password; absent: there is none. */
  readonly secondFactor?: Pick<SecondFactor, 'pass'> | undefined
  readonly onError: (error: unknown, where: string) => void
}

/** What somebody shows beside his password, on its way through better-auth to the gate. */
export const proofs = new AsyncLocalStorage<Proof>()

/** Header in which an address travels into better-auth; no request from outside reaches it. */
export const addressHeader = 'x-keqiao-address'

/** Why somebody who has proved who he is gets no session. */
export type AdmissionRefusal = 'tenant_suspended' | 'member_disabled' | 'password_sign_in_off' | 'second_factor'

export type StaffAuth = ReturnType<typeof createStaffAuth>

/** better-auth as we use it: called in process, never mounted; signed in by user name; tokens hashed at rest. */
export function createStaffAuth(options: StaffAuthOptions) {
  const { database, clock, secret, publicUrl } = options
  const now = () => clock.now()
  return betterAuth({
    baseURL: publicUrl,
    secret,
    database: { db: database.db, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: loggerOf(options),
    // Nobody signs up or in by e-mail: the addresses are ours and unreachable.
    emailAndPassword: { enabled: false },
    user: {
      ...authTables.user,
      additionalFields: { tenantId: { type: 'string', required: true, input: false, fieldName: 'tenant_id' } },
    },
    session: {
      ...authTables.session,
      additionalFields: {
        previousToken: { type: 'string', required: false, input: false, returned: false, fieldName: 'previous_token' },
        rotatedAt: { type: 'date', required: false, input: false, returned: false, fieldName: 'rotated_at' },
        remembered: { type: 'boolean', required: true, input: false, defaultValue: true },
      },
      expiresIn: sessionLife(true).lastsMs / 1_000,
      cookieCache: { enabled: false },
    },
    account: authTables.account,
    verification: authTables.verification,
    advanced: {
      cookiePrefix: 'keqiao',
      useSecureCookies: publicUrl.startsWith('https://'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    databaseHooks: { session: { create: { before: admit(options) } } },
    plugins: [
      hashedTokens(now),
      username({
        minUsernameLength: 3,
        maxUsernameLength: 120,
        usernameValidator: isSignInName,
        usernameNormalization: normaliseSignInName,
        displayUsername: false,
      }),
      sessionEndpoints(now),
    ],
  })
}

/** Steps in before any query: the adapter is at hand in `init` alone. */
function hashedTokens(now: () => number): BetterAuthPlugin {
  return {
    id: 'keqiao-hashed-tokens',
    init(ctx) {
      withHashedTokens(ctx.adapter, now)
    },
  }
}

type SessionHook = NonNullable<
  NonNullable<NonNullable<NonNullable<BetterAuthOptions['databaseHooks']>['session']>['create']>['before']
>

/** Of better-auth's endpoint for user name and password. */
const passwordPath = '/sign-in/username'

/** The last gate before any session opens, whichever way its holder proved who he is. */
function admit({ doors, clock, mayUsePassword, secondFactor }: StaffAuthOptions): SessionHook {
  return async (session, ctx) => {
    const user = await ctx?.context.internalAdapter.findUserById(session.userId)
    const tenantId = user && 'tenantId' in user ? (user.tenantId as TenantId) : null
    if (!ctx || !tenantId) throw new Error('sessions are opened by an endpoint, for a member')
    const refusal = await doors.withTenant(tenantId, async (tx): Promise<AdmissionRefusal | null> => {
      const tenant = await readTenant(tx, tenantId)
      if (tenant?.status !== 'active') return 'tenant_suspended'
      const membership = await readMembership(tx, tenantId, session.userId as MemberId)
      if (!membership) return 'member_disabled'
      // Whoever comes by a provider has shown there what his merchant wants to see.
      if (ctx.path !== passwordPath) return null
      if (mayUsePassword && !(await mayUsePassword(tx, tenantId, membership.role.key))) return 'password_sign_in_off'
      const proof = proofs.getStore()
      if (!secondFactor || !proof) return null
      const { id, name } = membership.actor
      const holder = { tenantId, id, name, login: signInName(tenant.code, membership.account) }
      const refused = await secondFactor.pass(tx, holder, proof)
      if (refused) proof.refused = refused
      return refused && 'second_factor'
    })
    if (refusal) throw new APIError('FORBIDDEN', { code: refusal })
    const body: unknown = ctx.body
    const remembered = typeof body === 'object' && body !== null && 'rememberMe' in body && body.rememberMe === true
    return { data: { remembered, expiresAt: new Date(clock.now() + sessionLife(remembered).lastsMs) } }
  }
}

/** Its warnings tell which accounts exist and are none of ours; its errors are. */
function loggerOf({ onError }: StaffAuthOptions): NonNullable<BetterAuthOptions['logger']> {
  return {
    level: 'error',
    log(level, message, ...details) {
      if (level !== 'error') return
      const cause = details.find((detail) => detail instanceof Error)
      onError(cause ?? new Error(message), 'better-auth')
    },
  }
}
