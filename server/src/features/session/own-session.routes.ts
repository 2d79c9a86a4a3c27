import { operations } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import type { FastifyInstance } from 'fastify'
import type { RouteParts } from '../../platform/http'
import { refuse, type Services } from '../../platform/operations'
import { recordOf } from '../member'
import { bindOwn } from './bind-own'
import { signInName } from './sign-in-name'
import type { Sessions } from './sessions'

/** What a member does with his own sessions and password. They need his cookie, so they go through HTTP alone. */
export function bindOwnSessions(app: FastifyInstance, parts: RouteParts, sessions: Sessions, services: Services): void {
  const bind = bindOwn(app, parts, sessions)

  bind(operations.session.list, async ({ actor, sessionId }) => ({
    sessions: (await sessions.list(actor.id)).map((one) => ({ ...one, current: one.id === sessionId })),
  }))

  bind(operations.session.revoke, async ({ actor }, { sessionId }) => {
    const endedCount = await sessions.end(actor.id, sessionId)
    if (endedCount === 0) return refuse('not_found')
    await tell(services, actor, { type: 'sessions.ended', payload: { memberId: actor.id, endedCount } })
    return {}
  })

  bind(operations.session.signOutEverywhere, async ({ actor }, _input, { request, reply }) => {
    // First the cookie, while its session is still known.
    const { cookies } = await sessions.signOut(request.headers.cookie)
    const endedCount = 1 + (await sessions.end(actor.id))
    await tell(services, actor, { type: 'sessions.ended', payload: { memberId: actor.id, endedCount } })
    reply.header('set-cookie', cookies)
    return { endedCount }
  })

  bind(operations.session.changePassword, async (session, input, { request }) => {
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
