import type { StoredPayload } from '@keqiao/contract'
import type { StoredEvent } from '../../platform/event-log'
import type { Services } from '../../platform/operations'
import { pullDeadlines } from '../conversation'

/**
 * A merchant has changed the times of answers, or when he is open: his dialogues are looked at anew with the next sweep.
 * Lost with its process, an alarm is no more than late by the former time.
 */
export function reactToSlaSettings({ doors, clock, onError }: Services): (events: readonly StoredEvent[]) => void {
  return (events) => {
    for (const { tenantId, type, payload } of events) {
      if (type !== 'settings.changed' || !concerns((payload as StoredPayload<'settings.changed'>).name)) continue
      void doors
        .withTenant(tenantId, (tx) => pullDeadlines(tx, tenantId, 'reply', clock.now()))
        .catch((error: unknown) => onError(error, 'times of answers'))
    }
  }
}

const concerns = (name: string): boolean => name === 'sla' || name === 'hours'
