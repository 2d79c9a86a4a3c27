import { operations, type StoredPayload } from '@keqiao/contract'
import type { GroupId } from '@keqiao/domain'
import { command, refuse } from '../../platform/operations'
import { assignGroups } from '../group'
import { lockMember, recordMember } from '../member'
import { changePresence } from '../routing'
import { accessSteered } from './monitor.access'

/** RTE-15: whoever steers says what an agent's status is; from the commit on, routing goes by it. */
export const setPresence = command(operations.monitor.setPresence, async (actor, { memberId, status }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const steered = await accessSteered(context.tx, actor, memberId)
  const agent = { kind: 'member', tenantId: actor.tenantId, id: memberId } as const
  if (!steered || !(await changePresence(context, agent, status, actor))) return refuse('not_found')
  return { status }
})

/** The same for 最大接线量 and groups. A group of which the supervisor sees nothing stays as it is. */
export const setWork = command(operations.monitor.setWork, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const { tenantId } = actor
  const before = await lockMember(tx, tenantId, input.memberId)
  const steered = await accessSteered(tx, actor, input.memberId)
  if (!before || !steered || before.status !== 'active') return refuse('not_found')
  const wanted = groupsWanted(steered, input.groupIds)
  const unknown = 'unknown' in wanted ? wanted.unknown : await assignGroups(tx, tenantId, before.id, wanted.groupIds)
  if ('unknown' in wanted || unknown.length > 0) return refuse('group_unknown', { groupIds: unknown })
  const { groupIds } = wanted
  const capacity = input.capacity ?? before.capacity
  const payload: StoredPayload<'member.changed'> = {
    memberId: before.id,
    ...(capacity === before.capacity ? {} : { capacity: { from: before.capacity, to: capacity } }),
    ...(isSame(groupIds, steered.groupIds) ? {} : { groupIds: { from: [...steered.groupIds], to: groupIds } }),
  }
  if (Object.keys(payload).length > 1) {
    await recordMember(context, actor, { ...before, capacity }, [{ type: 'member.changed', payload }])
  }
  return { capacity, groupIds }
})

interface Steered {
  readonly groupIds: readonly GroupId[]
  readonly within: ReadonlySet<GroupId> | null
}

/** All groups he serves afterwards, or those that were asked for and are not the supervisor's to give. */
function groupsWanted(
  { groupIds: now, within }: Steered,
  asked: readonly GroupId[] | undefined,
): { readonly groupIds: GroupId[] } | { readonly unknown: GroupId[] } {
  if (!asked) return { groupIds: [...now] }
  if (!within) return { groupIds: [...new Set(asked)].toSorted() }
  const unknown = asked.filter((id) => !within.has(id))
  if (unknown.length > 0) return { unknown }
  return { groupIds: [...new Set([...now.filter((id) => !within.has(id)), ...asked])].toSorted() }
}

const isSame = (one: readonly string[], other: readonly string[]) => one.toSorted().join() === other.toSorted().join()
