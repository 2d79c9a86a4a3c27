/**
 * Posts what is due, from every process that works.
 *
 * A delivery is taken by moving its `due_at` a minute on, in a short transaction, and posted outside of any. Of two
 * processes one has it; if that dies before it has written down what came of it, the delivery is due again: an endpoint
 * may get it twice, by the same `webhook-id`, and never not at all.
 *
 * One endpoint must not hold up others: a process posts to `mostAtOnce` at a time, `perWebhook` of them to one endpoint.
 * One that fails gets a single request at a time, and all that fail together at most half of what there is; so whoever
 * answers finds room, however many do not. What is under way is all that is held in memory.
 */
import { failingForMs, outcomeOf, retryPause, type WebhookId } from '@keqiao/domain'
import type { Services } from '../../platform/operations'
import { giveBack, storeAttempt, takeDue, type DueDelivery } from './delivery-queue.store'
import { disableWebhook } from './disable-webhook'
import { postDelivery, timeoutMs, type Posted, type PostParts } from './post-delivery'
import { lockWebhook, noteOutcome } from './webhook.store'

const mostAtOnce = 64
const perWebhook = 4
const everyMs = 1_000
/** Longer than a request can take, with time to write down what came of it. */
const leaseMs = 4 * timeoutMs

export interface WebhookDelivery {
  /** Something is due. */
  wake(): void
  /** Takes nothing more and waits for what is under way; after `boundMs` it is broken off and given back. */
  stop(boundMs: number): Promise<void>
}

interface DeliveryOptions extends Omit<PostParts, 'clock'> {
  readonly services: Services
}

/** Begins to deliver. */
export function startWebhookDelivery({ services, outgoing, box }: DeliveryOptions): WebhookDelivery {
  const { doors, clock, onError } = services
  const underWay = new Map<string, { readonly due: DueDelivery; readonly done: Promise<void> }>()
  const broken = new AbortController()
  let taking: Promise<void> | null = null
  let again = false
  let stopped = false
  let cancel: () => void = () => undefined

  async function takeOf(failing: boolean): Promise<void> {
    const now = [...underWay.values()].map(({ due }) => due)
    const limit = roomFor(failing, now)
    if (limit <= 0) return
    const busy = new Map<WebhookId, number>()
    for (const due of now) busy.set(due.webhook_id, (busy.get(due.webhook_id) ?? 0) + 1)
    const wanted = { limit, failing, perWebhook: failing ? 1 : perWebhook, busy, leaseMs }
    const taken = await doors.withSystem('webhooks due', (tx) => takeDue(tx, wanted))
    for (const due of taken) {
      const done = deliver(due).finally(() => {
        underWay.delete(due.id)
        wake()
      })
      underWay.set(due.id, { due, done })
    }
  }

  async function deliver(due: DueDelivery): Promise<void> {
    try {
      const posted = await postDelivery({ clock, outgoing, box }, due, broken.signal)
      if (posted) await settle(services, due, posted)
      else await doors.withTenant(due.tenant_id, (tx) => giveBack(tx, due))
    } catch (error) {
      // It is due again when its minute is over.
      onError(error, 'webhook delivery')
    }
  }

  async function take(): Promise<void> {
    try {
      do {
        again = false
        // Whoever answers goes first.
        await takeOf(false)
        await takeOf(true)
      } while (again && !stopped)
    } catch (error) {
      onError(error, 'webhooks due')
    } finally {
      taking = null
      if (!stopped) cancel = clock.setTimer(everyMs, wake)
    }
  }

  function wake(): void {
    if (stopped) return
    again = true
    if (taking) return
    cancel()
    taking = take()
  }

  wake()
  return {
    wake,
    async stop(boundMs) {
      stopped = true
      cancel()
      await taking
      const stopWaiting = clock.setTimer(boundMs, () => broken.abort())
      await Promise.all([...underWay.values()].map(({ done }) => done))
      stopWaiting()
    },
  }
}

/** How many more may be begun, beside those under way. */
function roomFor(failing: boolean, underWay: readonly DueDelivery[]): number {
  const all = mostAtOnce - underWay.length
  if (!failing) return all
  return Math.min(all, mostAtOnce / 2 - underWay.filter((due) => due.failing).length)
}

/** Writes down what came of it, and disables an endpoint that is gone, or has let nothing through for days. */
async function settle(services: Services, due: DueDelivery, posted: Posted): Promise<void> {
  const { tenant_id: tenantId, webhook_id: webhookId, tries } = due
  const outcome = outcomeOf(posted.statusCode)
  const pauseMs = outcome === 'again' ? retryPause(tries + 1, services.random(), posted.askedMs) : null
  const status = outcome === 'delivered' ? 'delivered' : pauseMs === null ? 'failed' : 'waiting'
  const now = services.clock.now()
  await services.doors.withTenant(tenantId, async (tx) => {
    const delivered = status === 'delivered'
    // The endpoint before its deliveries, as everywhere: to disable it takes both.
    if (!delivered) await lockWebhook(tx, tenantId, webhookId)
    const failingSince = await noteOutcome(tx, tenantId, webhookId, { delivered, at: now })
    if (!(await storeAttempt(tx, due, posted, { status, pauseMs }))) return
    if (outcome === 'gone') await disableWebhook({ tx, now, services }, tenantId, webhookId, 'gone')
    else if (failingSince !== null && failingSince <= now - failingForMs)
      await disableWebhook({ tx, now, services }, tenantId, webhookId, 'failing')
  })
}
