import { operations } from '@keqiao/contract'
import { appendForStaff } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import { command, refuse, type Bindable, type CommandContext } from '../../platform/operations'
import type { EventType, StoredPayload } from '@keqiao/contract'
import type { GroupId, MemberActor, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { createGroup } from './create-group'
import {
  deleteGroup,
  holdGroupNames,
  isNameTaken,
  lockGroup,
  selectMembersOfGroup,
  storeGroup,
  type GroupRow,
} from './group.store'

type GroupEvent = {
  [Type in Extract<EventType, `group.${string}`>]: { readonly type: Type; readonly payload: StoredPayload<Type> }
}[Extract<EventType, `group.${string}`>]

function recordGroup(context: CommandContext, actor: MemberActor, { id, seq }: GroupRow, event: GroupEvent) {
  const { tenantId } = actor
  return appendForStaff(context, {
    tenantId,
    stream: 'group',
    streamId: longLivedStreamId(id),
    seq,
    actor,
    events: [event],
  })
}

/** Adds a group, in which nobody is yet. */
export const addGroup = command(operations.group.create, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const { tenantId } = actor
  const name = input.name.trim()
  await holdGroupNames(tx, tenantId)
  const id = await createGroup(tx, tenantId, name)
  if (!id) return refuse('group_name_taken')
  const event = { type: 'group.created', payload: { groupId: id, name } } as const
  const seq = await recordGroup(context, actor, { id, name, seq: 0 }, event)
  await storeGroup(tx, tenantId, { id, name, seq })
  return { group: { id, name } }
})

/** Another name for a group. */
export const renameGroup = command(operations.group.rename, async (actor, input, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx } = context
  const { tenantId } = actor
  const name = input.name.trim()
  await holdGroupNames(tx, tenantId)
  const group = await lockGroup(tx, tenantId, input.groupId, 'changing')
  if (!group) return refuse('not_found')
  if (group.name === name) return { group: { id: group.id, name } }
  if (await isNameTaken(tx, tenantId, name, group.id)) return refuse('group_name_taken')
  const payload = { groupId: group.id, name: { from: group.name, to: name } }
  const seq = await recordGroup(context, actor, group, { type: 'group.renamed', payload })
  await storeGroup(tx, tenantId, { id: group.id, name, seq })
  return { group: { id: group.id, name } }
})

/** What others have to do with a group. */
export interface GroupUses {
  readonly waitingCount: number
  readonly openCount: number
  readonly channelCount: number
}

/** What the commands on groups need of features further right. */
export interface GroupParts {
  usesOf(tx: Tx, tenantId: TenantId, groupId: GroupId): Promise<GroupUses>
}

/**
 * Removes an empty group. Whoever leads something to it holds its row (`holdGroup`), so what is counted here under lock
 * stays true until the group is gone.
 */
export function removeGroup({ usesOf }: GroupParts): Bindable {
  return command(operations.group.remove, async (actor, { groupId }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const { tx } = context
    const { tenantId } = actor
    const group = await lockGroup(tx, tenantId, groupId, 'removing')
    if (!group) return refuse('not_found')
    const memberCount = (await selectMembersOfGroup(tx, tenantId, groupId)).length
    const uses = { memberCount, ...(await usesOf(tx, tenantId, groupId)) }
    if (Object.values(uses).some((count) => count > 0)) return refuse('group_in_use', uses)
    await recordGroup(context, actor, group, { type: 'group.removed', payload: { groupId, name: group.name } })
    await deleteGroup(tx, tenantId, groupId)
    return {}
  })
}
