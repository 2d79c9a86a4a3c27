import { operations } from '@keqiao/contract'
import { query, type Bindable } from '../../platform/operations'
import { addGroup, removeGroup, renameGroup, type GroupParts } from './change-group'
import { readGroups } from './group.queries'
import { setMembers } from './set-members'

const listGroups = query(operations.group.list, async (actor, _input, { tx }) => ({
  groups: await readGroups(tx, actor.tenantId),
}))

/** The operations of groups. */
export function groupOperations(parts: GroupParts): Bindable[] {
  return [listGroups, addGroup, renameGroup, setMembers, removeGroup(parts)]
}
