import { operations } from '@keqiao/contract'
import { command, query, refuse, type Bindable } from '../../platform/operations'
import { createGroup } from './create-group'
import { readGroups } from './group.queries'

const listGroups = query(operations.group.list, async (actor, _input, { tx }) => ({
  groups: await readGroups(tx, actor.tenantId),
}))

const addGroup = command(operations.group.create, async (actor, input, { tx }) => {
  const name = input.name.trim()
  const id = await createGroup(tx, actor.tenantId, name)
  return id ? { group: { id, name } } : refuse('group_name_taken')
})

/** The operations of groups. */
export const groupOperations: Bindable[] = [listGroups, addGroup]
