import type { GroupId, MemberActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { refuse, type Person, type Refused } from '../../platform/operations'
import { groupIdsOf, memberIdsOf } from '../group'
import type { Selection } from './report.store'

interface Asked {
  readonly from: string
  readonly to: string
  readonly groupIds?: readonly string[] | undefined
  readonly memberIds?: readonly string[] | undefined
  readonly channelIds?: readonly string[] | undefined
}

/** Whether figures are of groups, of members, or of members' time (which belongs to no group). */
export type About = 'groups' | 'members' | 'time'

/**
 * What of the asked figures somebody may see: the whole merchant's, those of his groups, or (of members) his own. A
 * supervisor of groups sees the time at work of whoever serves one of them now.
 */
export async function accessFigures(
  tx: Tx,
  actor: Person,
  about: About,
  { from, to, groupIds, memberIds, channelIds }: Asked,
): Promise<Selection | Refused> {
  if (actor.kind !== 'member') return refuse('forbidden', { callers: ['member'] })
  const { tenantId } = actor
  const asked: Selection = {
    tenantId,
    from,
    to,
    groupIds: groupIds ?? null,
    memberIds: memberIds ?? null,
    channelIds: channelIds ?? null,
  }
  if (actor.scope === 'tenant') return asked
  if (actor.scope === 'own') {
    if (about === 'groups') return refuse('forbidden', { scope: actor.scope })
    return { ...asked, memberIds: only(asked.memberIds, [actor.id]) }
  }
  return withinGroups(tx, actor, about, asked)
}

async function withinGroups(tx: Tx, actor: MemberActor, about: About, asked: Selection): Promise<Selection> {
  const own: GroupId[] = await groupIdsOf(tx, actor.tenantId, actor.id)
  if (about !== 'time') return { ...asked, groupIds: only(asked.groupIds, own) }
  return { ...asked, memberIds: only(asked.memberIds, await memberIdsOf(tx, actor.tenantId, own)) }
}

const only = (asked: readonly string[] | null, allowed: readonly string[]): string[] =>
  asked === null ? [...allowed] : asked.filter((id) => allowed.includes(id))
