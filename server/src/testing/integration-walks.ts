import { operations, type WebhookDeliveryView, type WebhookView } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import type { Shop } from './shop'

/** An endpoint on which nobody answers. */
export const webhookInput = () => ({
  name: '订单系统',
  url: 'http://127.0.0.1:1/hooks',
  eventTypes: ['conversation.opened', 'message.sent'],
})

const newApiKey = () => ({ name: 'ERP', scopes: ['conversation:read'], expiresAt: null })

function apiKeyWalks(shop: () => Shop, agent: () => Promise<MemberActor>) {
  const { create } = operations.apiKey
  return {
    'apiKey.list': { arrange: async () => ({ actor: await agent(), input: {} }) },
    'apiKey.create': { arrange: async () => ({ actor: await agent(), input: newApiKey() }) },
    'apiKey.revoke': {
      arrange: async () => {
        const actor = await agent()
        const { apiKey } = await shop().result<{ apiKey: { id: string } }>(actor, create, newApiKey())
        return { actor, input: { apiKeyId: apiKey.id } }
      },
      names: 'apiKeyId',
    },
  }
}

/** How each operation of keys and webhooks is done by somebody who may. */
export function integrationWalks(shop: () => Shop, agent: () => Promise<MemberActor>) {
  return { ...apiKeyWalks(shop, agent), ...webhookWalks(shop, agent) }
}

function webhookWalks(shop: () => Shop, agent: () => Promise<MemberActor>) {
  const { webhook } = operations

  async function made(): Promise<{ actor: MemberActor; webhook: WebhookView }> {
    const actor = await agent()
    const answer = await shop().result<{ webhook: WebhookView }>(actor, webhook.create, webhookInput())
    return { actor, webhook: answer.webhook }
  }

  const about = (more: (webhook: WebhookView) => object = () => ({})) => ({
    arrange: async () => {
      const { actor, webhook: one } = await made()
      const input = { webhookId: one.id, ...more(one) }
      // A merchant has a few only.
      freed.push(async () => void (await shop().call(actor, webhook.remove, { webhookId: one.id })))
      if (freed.length > 8) await freed.shift()?.()
      return { actor, input }
    },
    names: 'webhookId',
  })
  const freed: (() => Promise<void>)[] = []

  const aboutDelivery = () => ({
    arrange: async () => {
      const { actor, input } = await about().arrange()
      const sent = await shop().result<{ delivery: WebhookDeliveryView }>(actor, webhook.test, input)
      return { actor, input: { deliveryId: sent.delivery.id } }
    },
    names: 'deliveryId',
  })

  return {
    'webhook.list': { arrange: async () => ({ actor: await agent(), input: {} }) },
    'webhook.create': {
      arrange: async () => {
        await freed.shift()?.()
        return { actor: await agent(), input: webhookInput() }
      },
    },
    'webhook.update': about(({ version }) => ({ version, ...webhookInput(), name: '改名' })),
    'webhook.setActive': about(() => ({ active: false })),
    'webhook.remove': about(),
    'webhook.revealSecret': about(),
    'webhook.rotateSecret': about(() => ({ previousForMs: 60_000 })),
    'webhook.test': about(),
    'webhook.deliveries': { arrange: async () => ({ actor: await agent(), input: {} }) },
    'webhook.delivery': aboutDelivery(),
    'webhook.replay': aboutDelivery(),
    'webhook.replayFailed': about(() => ({ since: 0 })),
  }
}
