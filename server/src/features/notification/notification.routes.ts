import { operations } from '@keqiao/contract'
import type { RoutePlugin } from '../../platform/http'
import { newId } from '../../platform/ids'
import { refuse, type Services } from '../../platform/operations'
import { pushTexts } from '../../i18n/push'
import { bindOwn, type Sessions } from '../session'
import type { PushKeys } from './push-keys'
import { deleteSubscription, selectSubscriptions, storeSubscription } from './push-subscription.store'
import type { SendPush } from './send-push'

interface NotificationParts {
  readonly services: Services
  readonly sessions: Pick<Sessions, 'memberOf'>
  readonly keys: () => Promise<PushKeys>
  readonly send: SendPush
}

/** Subscribing belongs to the session of a browser, so it goes through HTTP alone. */
export function notificationRoutes({ services, sessions, keys, send }: NotificationParts): RoutePlugin {
  const { doors, clock } = services
  return (app, parts) => {
    const bind = bindOwn(app, parts, sessions)

    bind(operations.notification.pushKey, async () => ({ publicKey: (await keys()).publicKey }))

    bind(operations.notification.subscribePush, async ({ actor, sessionId }, input) => {
      const { tenantId, id: memberId } = actor
      const facts = { tenant_id: tenantId, id: newId<string>(), member_id: memberId, session_id: sessionId }
      await doors.withTenant(tenantId, (tx) => storeSubscription(tx, { ...facts, ...input, created_at: clock.now() }))
      return {}
    })

    bind(operations.notification.unsubscribePush, async ({ actor }, { endpoint }) => {
      await doors.withTenant(actor.tenantId, (tx) => deleteSubscription(tx, actor.tenantId, actor.id, endpoint))
      return {}
    })

    bind(operations.notification.tryPush, async ({ actor }, { endpoint }) => {
      const { tenantId, id: memberId } = actor
      const subscriptions = await doors.withTenant(tenantId, (tx) => selectSubscriptions(tx, tenantId, memberId))
      const subscription = subscriptions.find((one) => one.endpoint === endpoint)
      if (!subscription) return refuse('not_found')
      const words = pushTexts[subscription.locale].trial
      const outcome = await send(subscription, { ...words, tag: 'trial', path: '/console/desk', unreadCount: 0 })
      if (outcome.kind === 'gone')
        await doors.withTenant(tenantId, (tx) => deleteSubscription(tx, tenantId, memberId, endpoint))
      const reason = { accepted: null, gone: 'gone', failed: 'reason' in outcome ? outcome.reason : 'failed' }
      return { accepted: outcome.kind === 'accepted', reason: reason[outcome.kind] }
    })
  }
}
