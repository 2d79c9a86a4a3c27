import { operations } from '@keqiao/contract'
import { command, isRefused, refuse, type Bindable } from '../../platform/operations'
import { dropGroup, makeGroup, nameGroup, staffGroup, type GroupParts } from './edit-group'

/** The administrator adds a group. */
export const addGroup = command(operations.group.create, async (actor, { name }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const group = await makeGroup(context, actor, name)
  return isRefused(group) ? group : { group }
})

/** He gives it another name. */
export const renameGroup = command(operations.group.rename, async (actor, { groupId, name }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const group = await nameGroup(context, actor, groupId, name)
  return isRefused(group) ? group : { group }
})

/** He says who serves it. */
export const setMembers = command(operations.group.setMembers, async (actor, { groupId, memberIds }, context) =>
  actor.kind === 'member' ? staffGroup(context, actor, groupId, memberIds) : refuse('forbidden'),
)

/** He removes it. */
export function removeGroup(parts: GroupParts): Bindable {
  return command(operations.group.remove, async (actor, { groupId }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    return (await dropGroup(context, actor, groupId, parts)) ?? {}
  })
}
