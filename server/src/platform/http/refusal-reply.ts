import type { ErrorCode } from '@keqiao/contract'
import type { FastifyReply } from 'fastify'
import { refuse, statusOf, type Refused } from '../operations'

/** Answers with a refusal: `{ error: { code, … } }` and the status the registry gives the code. */
export function sendRefusal(reply: FastifyReply, { error }: Refused): FastifyReply {
  if (error.retryAfterMs !== undefined) reply.header('retry-after', String(Math.ceil(error.retryAfterMs / 1_000)))
  if (statusOf(error) === 401) reply.header('www-authenticate', 'Bearer')
  // Written by hand, not by a serializer of the route: a refusal looks the same wherever it comes from.
  return reply
    .code(statusOf(error))
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ error }))
}

/** What went wrong below the operations, as a refusal; undefined: a fault of ours. */
export function refusalOfError(error: unknown, maxBytes: number): Refused | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('frame_too_large', { maxBytes })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return badBody('the content type must be application/json')
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH') return refuse('route_unknown')
  if (code.startsWith('FST_ERR_CTP_') || error instanceof SyntaxError) return badBody('the body is not JSON')
  return undefined
}

const badBody = (reason: string): Refused => refuse('input_invalid', { issues: [{ path: '', reason }] })

/** The same answer for connections that do not even speak HTTP, as raw bytes. */
export function rawRefusal(code: ErrorCode): string {
  const refused = refuse(code)
  const body = JSON.stringify({ error: refused.error })
  return (
    `HTTP/1.1 ${statusOf(refused.error)} Refused\r\nContent-Type: application/json; charset=utf-8\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  )
}
