import type { StoredPayload } from '@keqiao/contract'
import type { StoredEvent } from '../../platform/event-log'
import type { Services } from '../../platform/operations'
import { pullDeadlines } from './deadline.store'

/**
 * A merchant has changed the times of silence: his conversations are looked at anew with the next sweep, or a shorter
 * time would hold only from when the longer one is over. Lost with its process, it is no more than late by that.
 */
export function reactToSettings({ doors, clock, onError }: Services): (events: readonly StoredEvent[]) => void {
  return (events) => {
    for (const { tenantId, type, payload } of events) {
      if (type !== 'settings.changed' || !changesSilence(payload as StoredPayload<'settings.changed'>)) continue
      void doors
        .withTenant(tenantId, (tx) => pullDeadlines(tx, tenantId, 'silence', clock.now()))
        .catch((error: unknown) => onError(error, 'times of silence'))
    }
  }
}

const changesSilence = ({ name, to }: StoredPayload<'settings.changed'>): boolean =>
  name === 'routing' && ('silentVisitorMinutes' in to || 'goneVisitorMinutes' in to)
