import type { Operation } from '@keqiao/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { inputOf, routePath, sendRefusal, type RouteParts } from '../../platform/http'
import { isRefused, issuesOf, refuse, type Refused } from '../../platform/operations'
import type { MemberSession, Sessions } from './sessions'

/** Binds an operation to what a member does by his own session. */
export type BindOwn = <Input extends z.ZodType, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  run: (
    session: MemberSession,
    input: z.output<Input>,
    http: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  ) => Promise<z.input<Output> | Refused>,
) => void

/** For operations that need the member's cookie, and so go through HTTP alone: who it is, by which session, with which input. */
export function bindOwn(app: FastifyInstance, parts: RouteParts, sessions: Pick<Sessions, 'memberOf'>): BindOwn {
  return (operation, run) => {
    const { method, path } = operation.http
    app.route({
      method,
      url: routePath(path),
      async handler(request, reply) {
        const person = await parts.identify(request)
        if (isRefused(person)) return sendRefusal(reply, person)
        if (person.kind !== 'member') return sendRefusal(reply, refuse('forbidden', { callers: ['member'] }))
        if (person.key !== undefined) return sendRefusal(reply, refuse('api_key_not_accepted'))
        const session = await sessions.memberOf(request.headers.cookie)
        if (!session) return sendRefusal(reply, refuse('unauthenticated'))
        const input = inputOf(request)
        if (isRefused(input)) return sendRefusal(reply, input)
        const parsed = operation.input.safeParse(input)
        if (!parsed.success) return sendRefusal(reply, refuse('input_invalid', { issues: issuesOf(parsed.error) }))
        const answer = await run(session, parsed.data, { request, reply })
        return isRefused(answer) ? sendRefusal(reply, answer) : reply.send(answer)
      },
    })
  }
}
