import type { GroupId, MemberActor, MemberId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { groupsOfMembers } from '../group'

/** An agent as far as a supervisor may steer him. */
export interface Steered {
  /** The groups he serves. */
  readonly groupIds: readonly GroupId[]
  /** Those the supervisor may move him in and out of; null: all of the merchant's. */
  readonly within: ReadonlySet<GroupId> | null
}

/**
 * The door to agents for who steers them: of the whole merchant, or of the groups the supervisor serves himself. Null:
 * not his, which he hears as if there were no such agent.
 */
export async function accessSteered(tx: Tx, actor: MemberActor, memberId: MemberId): Promise<Steered | null> {
  const groups = await groupsOfMembers(tx, actor.tenantId, [actor.id, memberId])
  const groupIds = groups.get(memberId) ?? []
  if (actor.scope === 'tenant') return { groupIds, within: null }
  const within = new Set(groups.get(actor.id))
  const isOwn = actor.scope === 'own' ? memberId === actor.id : groupIds.some((id) => within.has(id))
  return isOwn ? { groupIds, within } : null
}
