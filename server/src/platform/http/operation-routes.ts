import type { Operation } from '@keqiao/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isRefused, refuse, type Execute, type Refused } from '../operations'
import type { Identify } from './callers'
import { sendRefusal } from './refusal-reply'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** `/a/{id}` of the contract in the words of the router. */
export const routePath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

/** Binds every operation at its method and path; what is httpOnly has routes of its own. */
export function bindOperations(
  app: FastifyInstance,
  operations: readonly Operation[],
  execute: Execute,
  identify: Identify,
): void {
  for (const operation of operations.filter(({ httpOnly }) => !httpOnly)) {
    app.route({
      method: operation.http.method,
      url: routePath(operation.http.path),
      async handler(request, reply) {
        const person = await identify(request)
        if (isRefused(person)) return sendRefusal(reply, person)
        const input = inputOf(request)
        if (isRefused(input)) return sendRefusal(reply, input)
        const clientId = clientIdOf(request)
        if (isRefused(clientId)) return sendRefusal(reply, clientId)
        const answer = await execute(person, { operation: operation.name, input, clientId })
        return answer.ok ? reply.send(answer.result) : sendRefusal(reply, answer.refusal)
      },
    })
  }
}

/** Path, and query or body, as one input. A field of the path must not be said a second time. */
export function inputOf(request: FastifyRequest): Record<string, unknown> | Refused {
  const path = request.params as Record<string, unknown>
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const rest: unknown = isRead ? request.query : (request.body ?? {})
  if (typeof rest !== 'object' || rest === null || Array.isArray(rest)) {
    return refuse('input_invalid', { issues: [{ path: '', reason: 'the body is not an object' }] })
  }
  const twice = Object.keys(path).find((name) => Object.hasOwn(rest, name))
  if (twice !== undefined) {
    return refuse('input_invalid', { issues: [{ path: twice, reason: 'stands in the path already' }] })
  }
  return { ...rest, ...path }
}

/** The client id of a command; undefined: none was sent. What is not a UUID is refused. */
export function clientIdOf(request: FastifyRequest): string | undefined | Refused {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  return typeof key === 'string' && uuid.test(key) ? key : refuse('client_id_required')
}
