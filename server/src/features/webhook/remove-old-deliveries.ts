import { z } from 'zod'
import { defineTask, handle, type Recurring, type TaskHandler } from '../../platform/jobs'
import type { Services } from '../../platform/operations'
import { deleteOldDeliveries } from './delivery.store'

/** How long what was sent is kept: it holds what people said. */
export const keptDays = 30

const removeOld = defineTask(
  'webhook.remove-old',
  z.object({}).transform((): Record<string, never> => ({})),
)

/** When the log of deliveries is tidied up. */
export const webhookCalendar: readonly Recurring[] = [{ task: removeOld, cron: '52 * * * *', catchUpMs: 0 }]

/** Removes what is old, in portions. */
export function webhookUpkeep({ doors }: Pick<Services, 'doors'>): TaskHandler {
  return handle(removeOld, async (_payload, { signal }) => {
    while (!signal.aborted) {
      const removed = await doors.withSystem('old webhooks', (tx) => deleteOldDeliveries(tx, keptDays))
      if (removed === 0) return
    }
  })
}
