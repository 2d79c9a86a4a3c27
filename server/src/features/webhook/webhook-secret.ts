import { randomBytes } from 'node:crypto'
import type { WebhookId } from '@keqiao/domain'
import { Webhook } from 'standardwebhooks'
import type { SecretBox } from '../../platform/secret-box'
import type { WebhookRow } from './webhook.store'

const contextOf = (id: WebhookId) => `webhook secret ${id}`

/** A new secret, sealed for its endpoint: `whsec_` and 32 random bytes, as Standard Webhooks writes it. */
export function drawSecret(box: SecretBox, id: WebhookId): Buffer {
  return box.seal(`whsec_${randomBytes(32).toString('base64')}`, contextOf(id))
}

/** What is shown to who sets the receiver up. */
export const openSecret = (box: SecretBox, { id, sealed }: Pick<WebhookRow, 'id' | 'sealed'>): string =>
  box.open(sealed, contextOf(id))

type Secrets = Pick<WebhookRow, 'id' | 'sealed' | 'previous_sealed' | 'previous_ends_at'>

/** One message. */
interface Message {
  /** The same in every attempt. */
  readonly id: string
  readonly body: string
  /** Epoch milliseconds of the attempt. */
  readonly now: number
}

/** The headers of Standard Webhooks; while a secret is being replaced, a signature by each. */
export function signedHeaders(box: SecretBox, secrets: Secrets, { id, body, now }: Message): Record<string, string> {
  const { previous_sealed: previous, previous_ends_at: endsAt } = secrets
  const sealed = previous !== null && endsAt !== null && endsAt > now ? [secrets.sealed, previous] : [secrets.sealed]
  const at = new Date(now)
  const signatures = sealed.map((one) => new Webhook(box.open(one, contextOf(secrets.id))).sign(id, at, body))
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': signatures.join(' '),
  }
}
