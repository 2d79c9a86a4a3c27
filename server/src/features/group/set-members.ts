import { operations } from '@keqiao/contract'
import type { GroupId, MemberId } from '@keqiao/domain'
import { command, refuse } from '../../platform/operations'
import { lockMember, recordMember } from '../member'
import { lockGroup, replaceGroupMember, selectGroupIdsOfMember, selectMembersOfGroup } from './group.store'

/**
 * Who serves the queue of a group. Each who joins or leaves is a change of that member, in his stream and on his desk.
 * Locks the group, then the members in order of their ids.
 */
export const setMembers = command(operations.group.setMembers, async (actor, { groupId, memberIds }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const { tenantId } = actor
  if (!(await lockGroup(tx, tenantId, groupId, 'changing'))) return refuse('not_found')
  const before = new Set(await selectMembersOfGroup(tx, tenantId, groupId))
  const wanted = new Set(memberIds)
  const joined = [...wanted].filter((id) => !before.has(id))
  const left = [...before].filter((id) => !wanted.has(id))
  const unknown: MemberId[] = []
  for (const id of [...joined, ...left].toSorted()) {
    const member = await lockMember(tx, tenantId, id)
    if (!member) {
      unknown.push(id)
      continue
    }
    const from = await selectGroupIdsOfMember(tx, tenantId, id)
    const to = wanted.has(id) ? withGroup(from, groupId) : from.filter((one) => one !== groupId)
    await replaceGroupMember(tx, tenantId, id, to)
    const payload = { memberId: id, groupIds: { from, to } }
    await recordMember(context, actor, member, [{ type: 'member.changed', payload }])
  }
  if (unknown.length > 0) return refuse('member_unknown', { memberIds: unknown })
  return { joinedCount: joined.length, leftCount: left.length }
})

const withGroup = (groupIds: readonly GroupId[], groupId: GroupId): GroupId[] =>
  [...new Set([...groupIds, groupId])].toSorted()
