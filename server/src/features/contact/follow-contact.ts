import { FRAME_LIMITS, type RangeFrame } from '@keqiao/contract'
import { readAfter, wireEvent } from '../../platform/event-log'
import { refuse, type Person, type Refused, type Services } from '../../platform/operations'
import type { ReachableContacts } from './contact.access'
import { selectContactOfStream } from './contact.store'

/** Following is reading. */
const permission = 'contact:read'

/** What a member misses of a contact's stream after his cursor. */
export function followContact(
  { doors }: Services,
  reachable: ReachableContacts,
): (
  actor: Person,
  streamId: string,
  cursor: number,
) => Promise<Pick<RangeFrame, 'events' | 'head' | 'more'> | Refused> {
  return async (actor, streamId, cursor) => {
    if (actor.kind !== 'member') return refuse('not_found')
    if (!actor.permissions.has(permission)) return refuse('forbidden', { permission })
    return doors.withTenant(actor.tenantId, async (tx) => {
      const contact = await selectContactOfStream(tx, actor.tenantId, streamId)
      if (!contact || !(await reachable(tx, actor, [contact.id])).has(contact.id)) return refuse('not_found')
      const events = await readAfter(tx, streamId, 'staff', cursor, FRAME_LIMITS.rangeSize)
      const head = Math.max(contact.version, events.at(-1)?.seq ?? 0)
      const last = events.at(-1)?.seq ?? head
      return { events: events.map((event) => wireEvent(event, 'staff', event.payload)), head, more: last < head }
    })
  }
}
