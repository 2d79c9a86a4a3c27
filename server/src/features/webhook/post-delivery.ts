import type { WebhookFault } from '@keqiao/contract'
import type { Clock } from '../../platform/clock'
import { OutgoingError, type Outgoing, type OutgoingAnswer } from '../../platform/outgoing'
import type { SecretBox } from '../../platform/secret-box'
import type { Attempt, DueDelivery } from './delivery-queue.store'
import { messageIdOf } from './delivery.view'
import { signedHeaders } from './webhook-secret'

/** How long an endpoint may take for all of its answer. */
export const timeoutMs = 15_000
/** What is kept of an answer. */
const keptBytes = 1_024

/** What a request needs of the process. */
export interface PostParts {
  readonly clock: Clock
  readonly outgoing: Outgoing
  readonly box: SecretBox
}

/** One attempt, with the longer pause that the endpoint asked for, in milliseconds. */
export interface Posted extends Attempt {
  readonly askedMs: number
}

/** Posts one delivery, once. Null: it was broken off by `signal`, and nobody knows whether it arrived. */
export async function postDelivery(
  { clock, outgoing, box }: PostParts,
  due: DueDelivery,
  signal: AbortSignal,
): Promise<Posted | null> {
  const at = clock.now()
  const startedAt = clock.monotonic()
  const message = { id: messageIdOf(due.id), body: due.payload, now: at }
  const headers = {
    ...signedHeaders(box, { ...due, id: due.webhook_id }, message),
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(due.payload)),
    'user-agent': 'Keqiao-Webhooks/1',
  }
  const since = () => Math.round(clock.monotonic() - startedAt)
  try {
    const request = { method: 'POST', headers, body: due.payload, timeoutMs, signal } as const
    const answer = await outgoing.send(due.url, { ...request, maxBytes: keptBytes, whenLonger: 'cut' })
    return { at, durationMs: since(), ...told(answer) }
  } catch (error) {
    if (signal.aborted) return null
    const fault = faultOf(error)
    return { at, durationMs: since(), statusCode: null, fault, response: '', askedMs: 0 }
  }
}

function told({ status, headers, body }: OutgoingAnswer): Omit<Posted, 'at' | 'durationMs'> {
  const isRedirect = status >= 300 && status < 400
  const asks = status === 429 || status === 503
  const seconds = Number(headers['retry-after'])
  return {
    statusCode: status,
    fault: isRedirect ? 'redirected' : null,
    // NUL would be refused by the database.
    response: body.toString('utf8').replaceAll('\0', ''),
    askedMs: asks && Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0,
  }
}

function faultOf(error: unknown): WebhookFault {
  if (!(error instanceof OutgoingError)) throw error
  return error.code === 'too_long' ? 'failed' : error.code
}
