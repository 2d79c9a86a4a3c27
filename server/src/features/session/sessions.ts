import type { MeView } from '@keqiao/contract'
import type { MemberActor, MemberId, TenantId } from '@keqiao/domain'
import type { Clock } from '../../platform/clock'
import type { Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { isRefused, refuse, type Refused } from '../../platform/operations'
import { loadMemberActor, readMembership, type Credentials } from '../member'
import { readTenant } from '../tenant'
import { openSession, type OpenFacts, type Proven } from './open-session'
import { createSessionCache } from './session-cache'
import { openAuthDatabase, selectLiveSessions } from './session.store'
import { endSessions, listSessions, type OwnSession } from './own-sessions'
import { changePassword, giveFirstPassword, isPassword, setPassword } from './set-password'
import { codeAttempts, signIn, type SignInInput } from './sign-in'
import { memoryThrottle, type SignInThrottle } from './sign-in-throttle'
import { createStaffAuth, type StaffAuth, type StaffAuthOptions } from './staff-auth'

/** A signed-in member and the session that says so. */
export interface MemberSession {
  readonly actor: MemberActor
  /** Stays the same over renewals. */
  readonly sessionId: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** Sign-in of staff. A cookie header is the value of the request's `Cookie`; cookies are values of `Set-Cookie`. */
export interface Sessions {
  signIn(
    input: SignInInput,
    facts: { readonly address: string },
  ): Promise<
    | { readonly me: MeView; readonly cookies: string[]; readonly recoveryCodes?: readonly string[] | undefined }
    | Refused
  >
  /** The same for a member whom a provider vouches for; no password is asked, nor the throttle of passwords. */
  openFor(member: Proven, facts: OpenFacts): Promise<{ readonly me: MeView; readonly cookies: string[] } | Refused>
  /** Ends the session, if there is one, and takes the cookies back. */
  signOut(cookieHeader: string | undefined): Promise<{ readonly cookies: string[] }>
  /**
   * Gives a session that is due a new token and a new life; no cookies when it is not due. Call it where a page begins
   * (`session.get`): the token before stays good for a minute, for requests already on their way.
   */
  renew(cookieHeader: string | undefined): Promise<{ readonly cookies: string[] }>
  /** Who it is; null when there is no live session, or its member is disabled, or his merchant suspended. At most a second old. */
  memberOf(cookieHeader: string | undefined): Promise<MemberSession | null>
  /** The signed-in member as his console shows him; null when he was disabled meanwhile. */
  me(actor: MemberActor): Promise<MeView | null>
  /** Lets a member sign in with this password from now on; sessions he had end. */
  setPassword(credentials: Credentials): Promise<void>
  /** The same for a member who never had a password; whoever has keeps it. */
  giveFirstPassword(credentials: Credentials): Promise<void>
  /** Whether it is really he who asks. Refused when it is not his password, or guessed too often. */
  checkPassword(
    asked: MemberSession & { readonly login: string },
    current: string,
    facts: { readonly address: string },
  ): Promise<Refused | null>
  /** Attempts at codes of the second step of this account from there. */
  codeAttempts(login: string, address: string): ReturnType<typeof codeAttempts>
  /** By the member himself: his other sessions end. Refused when `current` is not his password, or guessed too often. */
  changePassword(
    asked: MemberSession & { readonly login: string },
    input: { readonly current: string; readonly password: string },
    facts: { readonly address: string },
  ): Promise<Refused | null>
  /** A member's live sessions, last used first. */
  list(memberId: MemberId): Promise<OwnSession[]>
  /** Ends a member's sessions, or one of them; returns how many there were. */
  end(memberId: MemberId, sessionId?: string): Promise<number>
  /** Somebody was shut out or changed, here or elsewhere: what was looked up before is looked up again. */
  forget(): void
  /** Those of the sessions that have neither ended nor expired; behind the system door. */
  liveSessions(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Deletes sessions that have expired; returns how many. */
  sweep(): Promise<number>
  close(): Promise<void>
}

interface SessionsOptions {
  readonly doors: Doors
  readonly databaseUrl: string
  /** At least 32 random characters; signs the cookies. Another secret signs everybody out. */
  readonly secret: string
  /** Where browsers reach us; https makes the cookies Secure. */
  readonly publicUrl: string
  readonly clock: Clock
  readonly throttle?: SignInThrottle
  /** Whether a member of this role may come by password; absent: everybody may. */
  readonly mayUsePassword?: StaffAuthOptions['mayUsePassword']
  /** The second step of those who come by password; absent: there is none. */
  readonly secondFactor?: StaffAuthOptions['secondFactor']
  /** Connections for sign-in, beside those of the doors. */
  readonly poolSize?: number
  readonly onError: (error: unknown, where: string) => void
}

/** Opens sign-in over its own few connections. */
export function createSessions(options: SessionsOptions): Sessions {
  const { doors, clock, onError, poolSize = 4 } = options
  const throttle = options.throttle ?? memoryThrottle()
  const database = openAuthDatabase({ url: options.databaseUrl, poolSize, onError })
  const auth = createStaffAuth({ ...options, database })
  const cache = createSessionCache<MemberSession | null>(() => clock.monotonic())

  const checkPassword: Sessions['checkPassword'] = async ({ actor, login }, current, { address }) => {
    const waitMs = await throttle.take(login, address)
    if (waitMs > 0) return refuse('sign_in_throttled', undefined, waitMs)
    if (!(await isPassword(auth, actor.id, current))) return refuse('password_wrong')
    await throttle.forgive(login, address)
    return null
  }

  return {
    async signIn(input, facts) {
      const opened = await signIn(auth, throttle, input, facts)
      if (isRefused(opened)) return opened
      const me = await readMe(doors, opened.tenantId, opened.memberId)
      if (!me) throw new Error('the member was disabled between the gate and the answer')
      return { me, cookies: opened.cookies, recoveryCodes: opened.recoveryCodes }
    },
    async openFor({ tenantId, memberId }, facts) {
      const me = await readMe(doors, tenantId, memberId)
      if (!me) return refuse('member_disabled')
      const { account, nickname } = me.member
      const cookies = await openSession(
        auth,
        { tenantId, tenantCode: me.tenant.code, memberId, account, nickname },
        facts,
      )
      return isRefused(cookies) ? cookies : { me, cookies }
    },
    async signOut(cookieHeader) {
      const { headers } = await auth.api.endSession({ headers: requestHeaders(cookieHeader), returnHeaders: true })
      cache.clear()
      return { cookies: headers.getSetCookie() }
    },
    async renew(cookieHeader) {
      const { headers } = await auth.api.renewSession({ headers: requestHeaders(cookieHeader), returnHeaders: true })
      return { cookies: headers.getSetCookie() }
    },
    async memberOf(cookieHeader) {
      if (!cookieHeader) return null
      return cache.get(cookieHeader, () => readMember(auth, doors, cookieHeader))
    },
    me: (actor) => readMe(doors, actor.tenantId, actor.id),
    async setPassword(credentials) {
      await setPassword(auth, credentials)
      cache.clear()
    },
    giveFirstPassword: (credentials) => giveFirstPassword(auth, credentials),
    checkPassword,
    codeAttempts: (login, address) => codeAttempts(throttle, login, address),
    async changePassword(asked, { current, password }, facts) {
      const refused = await checkPassword(asked, current, facts)
      if (refused) return refused
      const { actor, sessionId } = asked
      await changePassword(auth, actor.id, password, sessionId)
      cache.clear()
      return null
    },
    list: (memberId) => listSessions(auth, memberId, clock.now()),
    async end(memberId, sessionId) {
      const endedCount = await endSessions(auth, memberId, sessionId === undefined ? {} : { only: sessionId })
      cache.clear()
      return endedCount
    },
    forget: () => cache.clear(),
    liveSessions: selectLiveSessions,
    async sweep() {
      const { adapter } = await auth.$context
      const expired = { field: 'expiresAt', operator: 'lt', value: new Date(clock.now()) } as const
      return adapter.deleteMany({ model: 'session', where: [expired] })
    },
    close: () => database.close(),
  }
}

/** Whatever a header may not hold is no cookie of ours. */
const headerText = /^[\t\x20-\x7e\x80-\xff]+$/

function requestHeaders(cookieHeader: string | undefined): Headers {
  return new Headers(cookieHeader !== undefined && headerText.test(cookieHeader) ? { cookie: cookieHeader } : {})
}

async function readMember(auth: StaffAuth, doors: Doors, cookieHeader: string): Promise<MemberSession | null> {
  const session = await auth.api.readSession({ headers: requestHeaders(cookieHeader) })
  if (!session) return null
  const tenantId = session.tenantId as TenantId
  const actor = await doors.withTenant(tenantId, async (tx) => {
    if ((await readTenant(tx, tenantId))?.status !== 'active') return null
    return loadMemberActor(tx, tenantId, session.userId as MemberId)
  })
  return actor && { actor, sessionId: session.id, expiresAt: session.expiresAt.getTime() }
}

function readMe(doors: Doors, tenantId: TenantId, memberId: MemberId): Promise<MeView | null> {
  return doors.withTenant(tenantId, async (tx) => {
    const tenant = await readTenant(tx, tenantId)
    const membership = await readMembership(tx, tenantId, memberId)
    if (!tenant || !membership) return null
    const { actor, account, role } = membership
    return {
      member: { id: actor.id, account, nickname: actor.name },
      tenant: { id: tenant.id, code: tenant.code, name: tenant.name },
      role: role.key,
      permissions: [...actor.permissions],
      scope: actor.scope,
    }
  })
}
