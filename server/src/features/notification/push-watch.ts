import type { ConversationId, MemberId, TenantId } from '@keqiao/domain'
import { z } from 'zod'
import type { StoredEvent } from '../../platform/event-log'
import { defineTask, enqueue } from '../../platform/jobs'
import type { Services } from '../../platform/operations'
import { readHolders } from '../conversation'
import { readConnected } from '../routing'
import { selectSubscribed } from './push-subscription.store'

/** Tells a member, whose window is closed, of one of his conversations. */
export const pushIsDue = defineTask(
  'notification.push',
  z.object({
    tenantId: z.uuid().transform((id) => id as TenantId),
    memberId: z.uuid().transform((id) => id as MemberId),
    conversationId: z.uuid().transform((id) => id as ConversationId),
  }),
)

/** Hears what visitors say and what agents are given. */
export interface PushWatch {
  hear(events: readonly StoredEvent[]): void
  stop(): Promise<void>
}

/** However much is said in a second, it is looked once. */
const lookEveryMs = 1_000
/** A reload leaves the member without a socket for a moment: that is no closed window. */
const graceMs = 3_000

/**
 * Finds whom to tell: after the commit, in the process that wrote, and never on the way of a message. One that dies in
 * that second costs a notice and no message. `wake` of the job looks again, so that a notice is never late news.
 */
export function startPushWatch({ doors, clock, onError }: Services): PushWatch {
  const spoken = new Set<string>()
  let cancel: (() => void) | null = null
  let looking: Promise<void> = Promise.resolve()

  const look = async (): Promise<void> => {
    cancel = null
    const ids = [...spoken]
    spoken.clear()
    try {
      await doors.withSystem('closed windows', async (tx) => {
        const held = await readHolders(tx, ids)
        const subscribed = await selectSubscribed(
          tx,
          held.map((one) => one.member_id),
        )
        const closed = held.filter((one) => subscribed.has(one.member_id))
        if (closed.length === 0) return
        const connected = await readConnected(tx, [...subscribed])
        for (const { tenant_id: tenantId, member_id: memberId, id: conversationId } of closed) {
          if (connected.has(memberId)) continue
          const key = `push ${conversationId}`
          const payload = { tenantId, memberId, conversationId }
          await enqueue(tx, pushIsDue, payload, { key, runAt: clock.now() + graceMs, maxAttempts: 4 })
        }
      })
    } catch (error) {
      onError(error, 'push watch')
    }
  }

  return {
    hear(events) {
      for (const { type, actor, streamId } of events) {
        if (type === 'leg.opened' || (type === 'message.sent' && actor.kind === 'visitor')) spoken.add(streamId)
      }
      if (spoken.size > 0) cancel ??= clock.setTimer(lookEveryMs, () => void (looking = look()))
    },
    async stop() {
      cancel?.()
      await looking
    },
  }
}
