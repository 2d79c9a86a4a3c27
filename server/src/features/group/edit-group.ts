import type { EventType, StoredPayload } from '@keqiao/contract'
import type { GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { appendForStaff } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import { refuse, type CommandContext, type Refused } from '../../platform/operations'
import { lockMember, recordMember, type MemberEditor } from '../member'
import { createGroup } from './create-group'
import {
  deleteGroup,
  holdGroupNames,
  isNameTaken,
  lockGroup,
  replaceGroupMember,
  selectGroupIdsOfMember,
  selectMembersOfGroup,
  storeGroup,
  type Group,
  type GroupRow,
} from './group.store'

type EditContext = Pick<CommandContext, 'tx' | 'now' | 'services'>

type GroupEvent = {
  [Type in Extract<EventType, `group.${string}`>]: { readonly type: Type; readonly payload: StoredPayload<Type> }
}[Extract<EventType, `group.${string}`>]

function recordGroup(context: EditContext, editor: MemberEditor, { id, seq }: GroupRow, event: GroupEvent) {
  return appendForStaff(context, {
    tenantId: editor.tenantId,
    stream: 'group',
    streamId: longLivedStreamId(id),
    seq,
    actor: editor,
    events: [event],
  })
}

/** Adds a group, in which nobody is yet. */
export async function makeGroup(context: EditContext, editor: MemberEditor, asked: string): Promise<Group | Refused> {
  const { tx } = context
  const { tenantId } = editor
  const name = asked.trim()
  await holdGroupNames(tx, tenantId)
  const id = await createGroup(tx, tenantId, name)
  if (!id) return refuse('group_name_taken')
  const event = { type: 'group.created', payload: { groupId: id, name } } as const
  const seq = await recordGroup(context, editor, { id, name, seq: 0 }, event)
  await storeGroup(tx, tenantId, { id, name, seq })
  return { id, name }
}

/** Another name for a group. */
export async function nameGroup(
  context: EditContext,
  editor: MemberEditor,
  groupId: GroupId,
  asked: string,
): Promise<Group | Refused> {
  const { tx } = context
  const { tenantId } = editor
  const name = asked.trim()
  await holdGroupNames(tx, tenantId)
  const group = await lockGroup(tx, tenantId, groupId, 'changing')
  if (!group) return refuse('not_found')
  if (group.name === name) return { id: group.id, name }
  if (await isNameTaken(tx, tenantId, name, group.id)) return refuse('group_name_taken')
  const payload = { groupId: group.id, name: { from: group.name, to: name } }
  const seq = await recordGroup(context, editor, group, { type: 'group.renamed', payload })
  await storeGroup(tx, tenantId, { id: group.id, name, seq })
  return { id: group.id, name }
}

/**
 * Who serves the queue of a group. Each who joins or leaves is a change of that member, in his stream and on his desk.
 * Locks the group, then the members in order of their ids.
 */
export async function staffGroup(
  context: EditContext,
  editor: MemberEditor,
  groupId: GroupId,
  memberIds: readonly MemberId[],
): Promise<{ readonly joinedCount: number; readonly leftCount: number } | Refused> {
  const { tx } = context
  const { tenantId } = editor
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
    await recordMember(context, editor, member, [{ type: 'member.changed', payload }])
  }
  if (unknown.length > 0) return refuse('member_unknown', { memberIds: unknown })
  return { joinedCount: joined.length, leftCount: left.length }
}

const withGroup = (groupIds: readonly GroupId[], groupId: GroupId): GroupId[] =>
  [...new Set([...groupIds, groupId])].toSorted()

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
 * stays true until the group is gone. Null: it is done.
 */
export async function dropGroup(
  context: EditContext,
  editor: MemberEditor,
  groupId: GroupId,
  { usesOf }: GroupParts,
): Promise<Refused | null> {
  const { tx } = context
  const { tenantId } = editor
  const group = await lockGroup(tx, tenantId, groupId, 'removing')
  if (!group) return refuse('not_found')
  const memberCount = (await selectMembersOfGroup(tx, tenantId, groupId)).length
  const uses = { memberCount, ...(await usesOf(tx, tenantId, groupId)) }
  if (Object.values(uses).some((count) => count > 0)) return refuse('group_in_use', uses)
  await recordGroup(context, editor, group, { type: 'group.removed', payload: { groupId, name: group.name } })
  await deleteGroup(tx, tenantId, groupId)
  return null
}
