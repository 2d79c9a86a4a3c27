import { operations } from '@keqiao/contract'
import { query, type Bindable } from '../../platform/operations'
import { addGroup, removeGroup, renameGroup, setMembers } from './change-group'
import type { GroupParts } from './edit-group'
import { readGroups } from './group.queries'

const listGroups = query(operations.group.list, async (actor, _input, { tx }) => ({
  groups: await readGroups(tx, actor.tenantId),
}))

/** The operations of groups. */
export function groupOperations(parts: GroupParts): Bindable[] {
  return [listGroups, addGroup, renameGroup, setMembers, removeGroup(parts)]
}
