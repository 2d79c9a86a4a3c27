import type { MemberActor, MemberId } from '@keqiao/domain'
import { refuse, type Person, type Refused } from '../../platform/operations'
import type { PhraseScope } from './phrase.store'

const permission = 'phrase:manage'

/** Whoever may change a library: his own everybody, the merchant's who manages it (MGT-10, MGT-11). */
export function mayChange(actor: MemberActor, ownerId: MemberId | null): Refused | null {
  if (ownerId === actor.id || (ownerId === null && actor.permissions.has(permission))) return null
  return ownerId === null ? refuse('forbidden', { permission }) : refuse('not_found')
}

/** Whose library a scope means. */
export function ownerOf(actor: Person, scope: PhraseScope): MemberId | null | Refused {
  if (actor.kind !== 'member') return refuse('forbidden')
  const ownerId = scope === 'own' ? actor.id : null
  return mayChange(actor, ownerId) ?? ownerId
}
