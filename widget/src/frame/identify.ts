import { requestAt, visitorSession, type Environment, type HttpOptions } from '@keqiao/client'
import type { VisitorSessionView } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { KEPT } from '../bridge'
import type { Host } from './host'

const FIRST_RETRY_MS = 1_500
const LAST_RETRY_MS = 30_000

/**
 * Makes the visitor's browser known, with the token that is kept or a new one that is then kept.
 *
 * @param on `failed`: with `passing` it is tried again by itself, otherwise only when asked
 * @returns does it, now
 */
export function identifier(
  host: Host,
  http: HttpOptions,
  environment: Environment,
  on: { known(session: VisitorSessionView): void; failed(error: WireError, passing: boolean): void },
): () => Promise<void> {
  let retryMs = FIRST_RETRY_MS
  let cancelRetry = (): void => {}
  const { channel: channelKey, locale } = host.start
  let { identity } = host.start

  return async function identify(): Promise<void> {
    cancelRetry()
    const token = http.token?.()
    const known = { ...(token && { token }), ...(identity && { identity }) }
    const reply = await requestAt<'visitor.identify'>(http, visitorSession, { channelKey, locale, ...known })
    if (reply.ok) {
      retryMs = FIRST_RETRY_MS
      // What he has not sent yet, under the name he had until now, is his.
      if (reply.result.formerContactId) (await import('./carry-over')).carryOver(host, reply.result)
      host.storage.set(KEPT.token, reply.result.token)
      on.known(reply.result)
      return
    }
    const passing = reply.error.retryable === true
    // Whoever the shop meant: a visitor who wants to ask something can.
    if (identity && !passing) {
      host.send({ t: 'identity', code: reply.error.code })
      identity = undefined
      return identify()
    }
    on.failed(reply.error, passing)
    if (!passing) return
    cancelRetry = environment.setTimer(reply.error.retryAfterMs ?? retryMs, () => void identify())
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
  }
}
