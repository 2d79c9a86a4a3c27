import { publicEvents, type PublicEventType } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import type { Person } from '../../platform/operations'

/** Events tell of the whole merchant: nobody has them sent, or reads what was sent, who may not read all of it himself. */
export function mayRead(actor: Person, types: readonly string[]): actor is MemberActor {
  if (actor.kind !== 'member') return false
  return types.every((type) => {
    const event = Object.hasOwn(publicEvents, type) ? publicEvents[type as PublicEventType] : null
    // Of a type that this version does not know nobody can say who may read it.
    if (event === null) return false
    return event.permission === null || (actor.scope === 'tenant' && actor.permissions.has(event.permission))
  })
}
