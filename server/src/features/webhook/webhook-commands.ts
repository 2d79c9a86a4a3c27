import { operations } from '@keqiao/contract'
import type { TenantId, WebhookId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { newId } from '../../platform/ids'
import { command, query, refuse, type Bindable, type Refused } from '../../platform/operations'
import { urlFault, type Outgoing } from '../../platform/outgoing'
import type { SecretBox } from '../../platform/secret-box'
import { disableWebhook } from './disable-webhook'
import { recordWebhook } from './record-webhook'
import { drawSecret, openSecret } from './webhook-secret'
import { mayRead } from './webhook.access'
import {
  countWebhooks,
  deleteWebhook,
  lockWebhook,
  selectWebhook,
  selectWebhooks,
  storeWebhook,
  type WebhookRow,
} from './webhook.store'
import { webhookView } from './webhook.view'

const maxWebhooks = 20

/** What endpoints need of the process. */
export interface WebhookParts {
  readonly box: SecretBox
  readonly outgoing: Pick<Outgoing, 'allows'>
}

const list = query(operations.webhook.list, async ({ tenantId }, _input, { tx, now }) => ({
  webhooks: (await selectWebhooks(tx, tenantId)).map((row) => webhookView(row, now)),
}))

async function shown(tx: Tx, tenantId: TenantId, id: WebhookId, now: number) {
  const [row] = await selectWebhooks(tx, tenantId, id)
  if (!row) throw new Error('the endpoint is gone')
  return { webhook: webhookView(row, now) }
}

/** A name is judged when it is looked up: here what can be seen. */
function refuseUrl({ outgoing }: WebhookParts, url: string): Refused | null {
  const reason = urlFault(url, outgoing)
  return reason === null ? null : refuse('webhook_url_refused', { reason })
}

const create = (parts: WebhookParts) =>
  command(operations.webhook.create, async (actor, { name, url, eventTypes }, context) => {
    const { tx, now } = context
    const { tenantId } = actor
    const types = [...new Set(eventTypes)]
    if (!mayRead(actor, types)) return refuse('beyond_own_rights')
    const refused = refuseUrl(parts, url)
    if (refused) return refused
    if ((await countWebhooks(tx, tenantId)) >= maxWebhooks) return refuse('too_many_webhooks', { max: maxWebhooks })
    const id = newId<WebhookId>()
    const row: WebhookRow = {
      tenant_id: tenantId,
      id,
      name,
      url,
      event_types: types,
      sealed: drawSecret(parts.box, id),
      previous_sealed: null,
      previous_ends_at: null,
      active_since: now,
      disabled_reason: null,
      disabled_at: null,
      failing_since: null,
      created_at: now,
      seq: 0,
    }
    const payload = { webhookId: id, url, name, eventTypes: types }
    await storeWebhook(tx, {
      ...row,
      seq: await recordWebhook(context, actor, row, { type: 'webhook.created', payload }),
    })
    return shown(tx, tenantId, id, now)
  })

const update = (parts: WebhookParts) =>
  command(operations.webhook.update, async (actor, { webhookId, version, name, url, eventTypes }, context) => {
    const { tx, now } = context
    const { tenantId } = actor
    const row = await lockWebhook(tx, tenantId, webhookId)
    if (!row) return refuse('not_found')
    if (row.seq !== version) return refuse('settings_changed', { version: row.seq })
    const types = [...new Set(eventTypes)]
    // What waits goes to the new address: he must be allowed to read that as well.
    if (!mayRead(actor, [...types, ...row.event_types])) return refuse('beyond_own_rights')
    const refused = refuseUrl(parts, url)
    if (refused) return refused
    const same = types.length === row.event_types.length && types.every((type) => row.event_types.includes(type))
    const changes = {
      ...(url === row.url ? {} : { url: { from: row.url, to: url } }),
      ...(name === row.name ? {} : { name: { from: row.name, to: name } }),
      ...(same ? {} : { eventTypes: { from: [...row.event_types], to: types } }),
    }
    if (Object.keys(changes).length === 0) return shown(tx, tenantId, webhookId, now)
    const event = { type: 'webhook.changed', payload: { webhookId, ...changes } } as const
    const seq = await recordWebhook(context, actor, row, event)
    await storeWebhook(tx, { ...row, name, url, event_types: types, seq })
    return shown(tx, tenantId, webhookId, now)
  })

const setActive = command(operations.webhook.setActive, async (actor, { webhookId, active }, context) => {
  const { tx, now } = context
  const { tenantId } = actor
  const row = await lockWebhook(tx, tenantId, webhookId)
  if (!row) return refuse('not_found')
  if (active === (row.active_since !== null)) return shown(tx, tenantId, webhookId, now)
  if (!active) {
    await disableWebhook(context, tenantId, webhookId, 'manual', actor)
    return shown(tx, tenantId, webhookId, now)
  }
  if (!mayRead(actor, row.event_types)) return refuse('beyond_own_rights')
  const payload = { webhookId, name: row.name }
  const seq = await recordWebhook(context, actor, row, { type: 'webhook.enabled', payload })
  const fresh = { active_since: now, disabled_reason: null, disabled_at: null, failing_since: null }
  await storeWebhook(tx, { ...row, ...fresh, seq })
  return shown(tx, tenantId, webhookId, now)
})

const remove = command(operations.webhook.remove, async (actor, { webhookId }, context) => {
  const { tx } = context
  const row = await lockWebhook(tx, actor.tenantId, webhookId)
  if (!row) return refuse('not_found')
  await recordWebhook(context, actor, row, { type: 'webhook.removed', payload: { webhookId, name: row.name } })
  await deleteWebhook(tx, actor.tenantId, webhookId)
  return {}
})

/** Asked for by name, so that no answer that is kept anywhere holds it. */
const revealSecret = ({ box }: WebhookParts) =>
  query(operations.webhook.revealSecret, async ({ tenantId }, { webhookId }, { tx }) => {
    const row = await selectWebhook(tx, tenantId, webhookId)
    return row ? { secret: openSecret(box, row) } : refuse('not_found')
  })

const rotateSecret = ({ box }: WebhookParts) =>
  command(operations.webhook.rotateSecret, async (actor, { webhookId, previousForMs }, context) => {
    const { tx, now } = context
    const { tenantId } = actor
    const row = await lockWebhook(tx, tenantId, webhookId)
    if (!row) return refuse('not_found')
    const previousEndsAt = now + previousForMs
    const event = { type: 'webhook.secretRotated', payload: { webhookId, previousEndsAt } } as const
    const seq = await recordWebhook(context, actor, row, event)
    const previous = { previous_sealed: row.sealed, previous_ends_at: previousEndsAt }
    await storeWebhook(tx, { ...row, ...previous, sealed: drawSecret(box, webhookId), seq })
    return shown(tx, tenantId, webhookId, now)
  })

/** What may be asked of endpoints. */
export function endpointOperations(parts: WebhookParts): Bindable[] {
  return [list, create(parts), update(parts), setActive, remove, revealSecret(parts), rotateSecret(parts)]
}
