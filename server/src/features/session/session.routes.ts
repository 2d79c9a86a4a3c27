import { operations, type MeView, type StoredPayload } from '@keqiao/contract'
import type { MemberActor, TenantId } from '@keqiao/domain'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { inputOf, refuseForeignPage, sendRefusal, type RouteParts, type RoutePlugin } from '../../platform/http'
import { isRefused, issuesOf, refuse, type Refused, type Services } from '../../platform/operations'
import type { Credentials } from '../member'
import { bindOwnSessions } from './own-session.routes'
import { recordSignIn, recordSignOut } from './record-sign-in'
import { bindOwnSecondFactor } from './second-factor/own-second-factor.routes'
import type { SecondFactor } from './second-factor/second-factor'
import { setUp, type SetUpParts } from './set-up-link'
import { signInName } from './sign-in-name'
import type { Sessions } from './sessions'

/** What others do when somebody comes or goes. */
export interface SessionListener {
  /** Before the answer. */
  signedIn(me: MeView): Promise<void>
  /** A page begins with a session that goes on; before the answer. */
  returned(me: MeView): Promise<void>
  /** The session is over; the member may have others. */
  signedOut(memberId: string): void
}

interface SessionRouteParts extends Pick<SetUpParts, 'joinAllGroups'> {
  readonly services: Services
  readonly secondFactor: SecondFactor
}

/** Sign-in sets cookies, so its operations have routes of their own on the HTTP door. */
export function sessionRoutes(
  sessions: Sessions,
  { services, secondFactor, joinAllGroups }: SessionRouteParts,
  listener: SessionListener,
): RoutePlugin {
  return (app, parts) => {
    bindSignIn(app, parts, sessions, telling(services, listener, 'password'))
    bindGet(app, parts, sessions, listener)
    bindSignOut(app, parts, sessions, listener, (person) => recordSignOut(services, person))
    bindSetUp(app, parts, telling(services, listener, 'set-up-link'), sessions, (input) =>
      setUp(services, { ...sessions, joinAllGroups }, input),
    )
    bindOwnSessions(app, parts, sessions, services)
    bindOwnSecondFactor(app, parts, sessions, { services, secondFactor })
  }
}

/** A sign-in stands in the log too. */
function telling(
  services: Services,
  { signedIn }: SessionListener,
  how: StoredPayload<'member.signedIn'>['how'],
): Pick<SessionListener, 'signedIn'> {
  return {
    async signedIn(me) {
      await signedIn(me)
      const { tenant, member } = me
      await recordSignIn(services, { tenantId: tenant.id as TenantId, id: member.id, name: member.nickname }, how)
    },
  }
}

function bindSignIn(
  app: FastifyInstance,
  { isOwnOrigin }: RouteParts,
  sessions: Sessions,
  { signedIn }: Pick<SessionListener, 'signedIn'>,
): void {
  const operation = operations.session.signIn
  app.post(operation.http.path, async (request, reply) => {
    // A foreign page must not sign its reader in as somebody else.
    const foreign = refuseForeignPage(request, isOwnOrigin)
    if (foreign) return sendRefusal(reply, foreign)
    const input = inputOf(request)
    if (isRefused(input)) return sendRefusal(reply, input)
    const parsed = operation.input.safeParse(input)
    if (!parsed.success) return sendRefusal(reply, refuse('input_invalid', { issues: issuesOf(parsed.error) }))
    const opened = await sessions.signIn(parsed.data, { address: request.ip })
    if (isRefused(opened)) return sendRefusal(reply, opened)
    await signedIn(opened.me)
    const { me, cookies, recoveryCodes } = opened
    return reply.header('set-cookie', cookies).send(recoveryCodes ? { ...me, recoveryCodes } : me)
  })
}

/** Nobody is signed in yet: the token in the link is what lets him in. */
function bindSetUp(
  app: FastifyInstance,
  { isOwnOrigin }: RouteParts,
  { signedIn }: Pick<SessionListener, 'signedIn'>,
  sessions: Sessions,
  begin: (input: z.output<typeof operations.session.setUp.input>) => Promise<Credentials | Refused>,
): void {
  const operation = operations.session.setUp
  app.post(operation.http.path, async (request, reply) => {
    const foreign = refuseForeignPage(request, isOwnOrigin)
    if (foreign) return sendRefusal(reply, foreign)
    const input = inputOf(request)
    if (isRefused(input)) return sendRefusal(reply, input)
    const parsed = operation.input.safeParse(input)
    if (!parsed.success) return sendRefusal(reply, refuse('input_invalid', { issues: issuesOf(parsed.error) }))
    const made = await begin(parsed.data)
    if (isRefused(made)) return sendRefusal(reply, made)
    const login = signInName(made.tenantCode, made.account)
    const opened = await sessions.signIn({ login, password: made.password, remember: false }, { address: request.ip })
    if (isRefused(opened)) return sendRefusal(reply, opened)
    await signedIn(opened.me)
    return reply.header('set-cookie', opened.cookies).send(opened.me)
  })
}

function bindGet(
  app: FastifyInstance,
  { identify }: RouteParts,
  sessions: Sessions,
  { returned }: SessionListener,
): void {
  app.get(operations.session.get.http.path, async (request, reply) => {
    const person = await identify(request)
    if (isRefused(person)) return sendRefusal(reply, person)
    if (person.kind !== 'member') return sendRefusal(reply, refuse('forbidden', { callers: ['member'] }))
    if (person.key !== undefined) return sendRefusal(reply, refuse('api_key_not_accepted'))
    const me = await sessions.me(person)
    if (!me) return sendRefusal(reply, refuse('unauthenticated'))
    await returned(me)
    const { cookies } = await sessions.renew(request.headers.cookie)
    if (cookies.length > 0) reply.header('set-cookie', cookies)
    return reply.send(me)
  })
}

function bindSignOut(
  app: FastifyInstance,
  { identify }: RouteParts,
  sessions: Sessions,
  { signedOut }: SessionListener,
  record: (person: MemberActor) => Promise<boolean>,
): void {
  app.delete(operations.session.signOut.http.path, async (request, reply) => {
    const person = await identify(request)
    // Without a session there is nothing to end, and nothing to complain about.
    if (isRefused(person) && person.error.code !== 'unauthenticated') return sendRefusal(reply, person)
    if (!isRefused(person) && person.kind !== 'member')
      return sendRefusal(reply, refuse('forbidden', { callers: ['member'] }))
    if (!isRefused(person) && person.key !== undefined) return sendRefusal(reply, refuse('api_key_not_accepted'))
    const { cookies } = await sessions.signOut(request.headers.cookie)
    if (!isRefused(person)) {
      await record(person)
      signedOut(person.id)
    }
    return reply.header('set-cookie', cookies).send({})
  })
}
