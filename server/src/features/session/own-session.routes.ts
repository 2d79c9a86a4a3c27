import { operations } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { inputOf, routePath, sendRefusal, type RouteParts } from '../../platform/http'
import { isRefused, issuesOf, refuse, type Refused, type Services } from '../../platform/operations'
import { recordOf } from '../member'
import { signInName } from './sign-in-name'
import type { MemberSession, Sessions } from './sessions'

type OwnSessionOperation = (typeof operations.session)['list' | 'revoke' | 'signOutEverywhere' | 'changePassword']

type Answer = Record<string, unknown> | Refused

/** What a member does with his own sessions and password. They need his cookie, so they go through HTTP alone. */
export function bindOwnSessions(app: FastifyInstance, parts: RouteParts, sessions: Sessions, services: Services): void {
  /** Binds one of them: who it is, by which session, and the input of the contract. */
  function bindOwn<Operation extends OwnSessionOperation>(
    operation: Operation,
    run: (
      session: MemberSession,
      input: z.output<Operation['input']>,
      http: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    ) => Promise<Answer>,
  ): void {
    const { method, path } = operation.http
    app.route({
      method,
      url: routePath(path),
      async handler(request, reply) {
        const person = await parts.identify(request)
        if (isRefused(person)) return sendRefusal(reply, person)
        if (person.kind !== 'member') return sendRefusal(reply, refuse('forbidden', { callers: ['member'] }))
        const session = await sessions.memberOf(request.headers.cookie)
        if (!session) return sendRefusal(reply, refuse('unauthenticated'))
        const input = inputOf(request)
        if (isRefused(input)) return sendRefusal(reply, input)
        const parsed = operation.input.safeParse(input)
        if (!parsed.success) return sendRefusal(reply, refuse('input_invalid', { issues: issuesOf(parsed.error) }))
        const answer = await run(session, parsed.data as z.output<Operation['input']>, { request, reply })
        return isRefused(answer) ? sendRefusal(reply, answer) : reply.send(answer)
      },
    })
  }

  bindOwn(operations.session.list, async ({ actor, sessionId }) => ({
    sessions: (await sessions.list(actor.id)).map((one) => ({ ...one, current: one.id === sessionId })),
  }))

  bindOwn(operations.session.revoke, async ({ actor }, { sessionId }) => {
    const endedCount = await sessions.end(actor.id, sessionId)
    if (endedCount === 0) return refuse('not_found')
    await tell(services, actor, { type: 'sessions.ended', payload: { memberId: actor.id, endedCount } })
    return {}
  })

  bindOwn(operations.session.signOutEverywhere, async ({ actor }, _input, { request, reply }) => {
    // First the cookie, while its session is still known.
    const { cookies } = await sessions.signOut(request.headers.cookie)
    const endedCount = 1 + (await sessions.end(actor.id))
    await tell(services, actor, { type: 'sessions.ended', payload: { memberId: actor.id, endedCount } })
    reply.header('set-cookie', cookies)
    return { endedCount }
  })

  bindOwn(operations.session.changePassword, async (session, input, { request }) => {
    const me = await sessions.me(session.actor)
    if (!me) return refuse('unauthenticated')
    const login = signInName(me.tenant.code, me.member.account)
    const refused = await sessions.changePassword({ ...session, login }, input, { address: request.ip })
    if (refused) return refused
    const { actor } = session
    await tell(services, actor, { type: 'password.changed', payload: { memberId: actor.id } })
    return {}
  })
}

/** For the audit, and for the other processes, whose sockets of ended sessions close when they hear it. */
async function tell(services: Services, actor: MemberActor, event: Parameters<typeof recordOf>[3]): Promise<void> {
  await services.doors.withTenant(actor.tenantId, (tx) =>
    recordOf({ tx, now: services.clock.now(), services }, actor, actor.id, event),
  )
}
