import webpush from 'web-push'
import { OutgoingError, type Outgoing } from '../../platform/outgoing'
import type { PushKeys } from './push-keys'
import type { PushSubscriptionRow } from './push-subscription.store'

/** What the service worker of the console shows (console/public/push-worker.js). */
export interface PushNotice {
  readonly title: string
  readonly body: string
  /** A new notice of the same tag takes the place of the last. */
  readonly tag: string
  /** Path inside the console that a click opens. */
  readonly path: string
  /** Unanswered messages of all his dialogues, for the badge. */
  readonly unreadCount: number
}

/** `gone`: the browser unsubscribed, or threw its profile away. `failed`: try again later. */
export type PushOutcome =
  { readonly kind: 'accepted' } | { readonly kind: 'gone' } | { readonly kind: 'failed'; readonly reason: string }

interface SendPushParts {
  readonly outgoing: Outgoing
  readonly keys: () => Promise<PushKeys>
  /** Whom a push service may write to: an https or mailto address. */
  readonly subject: string
}

/** Seconds a push service keeps it for a machine that is off: who waited longer was given to somebody else. */
const keepsSeconds = 600

export type SendPush = (
  to: Pick<PushSubscriptionRow, 'endpoint' | 'p256dh' | 'auth'>,
  notice: PushNotice,
) => Promise<PushOutcome>

/** Hands one notice to a push service: sealed for the browser alone (RFC 8291), signed by this installation (RFC 8292). */
export function createSendPush({ outgoing, keys, subject }: SendPushParts): SendPush {
  return async ({ endpoint, p256dh, auth }, notice) => {
    const { publicKey, privateKey } = await keys()
    const details = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(notice), {
      vapidDetails: { subject, publicKey, privateKey },
      TTL: keepsSeconds,
      urgency: 'high',
      contentEncoding: 'aes128gcm',
    })
    const { body } = details
    try {
      const { status } = await outgoing.send(endpoint, {
        method: 'POST',
        headers: details.headers,
        ...(body ? { body } : {}),
        timeoutMs: 10_000,
        maxBytes: 100_000,
      })
      if (status >= 200 && status < 300) return { kind: 'accepted' }
      return status === 404 || status === 410 ? { kind: 'gone' } : { kind: 'failed', reason: `status ${status}` }
    } catch (error) {
      if (error instanceof OutgoingError) return { kind: 'failed', reason: error.code }
      throw error
    }
  }
}
