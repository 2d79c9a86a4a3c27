import type { StoredPayload } from '@keqiao/contract'
import type { GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { Doer } from '../../platform/event-log'
import { enqueue } from '../../platform/jobs'
import { refuse, type CommandContext, type Refused } from '../../platform/operations'
import { readRoleKeys } from '../access'
import { createMember, type NewMember } from './create-member'
import { memberShutOut } from './member-shut-out'
import type { MemberParts } from './member.parts'
import { lockMember, type MemberWithLoad } from './member.store'
import { recordMember, type MemberEvent } from './record-member'

/** Who changes members: an administrator, or the merchant's back office. What he may was looked at before. */
export type MemberEditor = Doer & { readonly tenantId: TenantId }

type ChangeContext = Pick<CommandContext, 'tx' | 'now' | 'services'>
type GroupParts = Pick<MemberParts, 'replaceGroups' | 'groupsOf'>

/** Adds a member to these groups, who cannot sign in before he is given a way. */
export async function hireMember(
  context: ChangeContext,
  editor: MemberEditor,
  facts: NewMember & { readonly groupIds: readonly GroupId[] },
  { replaceGroups }: Pick<GroupParts, 'replaceGroups'>,
): Promise<MemberWithLoad | Refused> {
  const { tx } = context
  const { tenantId } = editor
  const { account, nickname, roleKey: role, capacity } = facts
  const id = await createMember(tx, tenantId, facts)
  if (!id) return refuse('account_taken')
  const groupIds = [...facts.groupIds]
  const unknown = await replaceGroups(tx, tenantId, id, groupIds)
  if (unknown.length > 0) return refuse('group_unknown', { groupIds: unknown })
  const member = await lockMember(tx, tenantId, id)
  if (!member) throw new Error('the new member is not there')
  const payload = { memberId: id, account, nickname, role, capacity, groupIds }
  await recordMember(context, editor, member, [{ type: 'member.created', payload }])
  return member
}

/** What is wanted of a member; what is left out stays. */
export interface WantedOfMember {
  readonly nickname?: string | undefined
  readonly capacity?: number | undefined
  readonly roleId?: string | undefined
  readonly groupIds?: readonly GroupId[] | undefined
}

/** MGT-02: nickname, role, capacity and groups of a locked member; nothing is written when nothing differs. */
export async function changeMember(
  context: ChangeContext,
  editor: MemberEditor,
  before: MemberWithLoad,
  wanted: WantedOfMember,
  parts: GroupParts,
): Promise<{ readonly member: MemberWithLoad; readonly groupIds: readonly GroupId[] } | Refused> {
  const { tx } = context
  const { tenantId } = editor
  const had = (await parts.groupsOf(tx, tenantId, [before.id])).get(before.id) ?? []
  const groupIds = wanted.groupIds ? [...new Set(wanted.groupIds)].toSorted() : had
  const unknown = wanted.groupIds ? await parts.replaceGroups(tx, tenantId, before.id, groupIds) : []
  if (unknown.length > 0) return refuse('group_unknown', { groupIds: unknown })
  const member: MemberWithLoad = {
    ...before,
    nickname: wanted.nickname ?? before.nickname,
    capacity: wanted.capacity ?? before.capacity,
    role_id: wanted.roleId ?? before.role_id,
  }
  const roleKeys = await readRoleKeys(tx, tenantId)
  const keyOf = (id: string) => roleKeys.get(id) ?? id
  const payload: StoredPayload<'member.changed'> = {
    memberId: before.id,
    ...differing('nickname', before.nickname, member.nickname),
    ...differing('capacity', before.capacity, member.capacity),
    ...differing('role', keyOf(before.role_id), keyOf(member.role_id)),
    ...differing('groupIds', had, groupIds),
  }
  const differs = Object.keys(payload).length > 1
  if (differs) await recordMember(context, editor, member, [{ type: 'member.changed', payload }])
  return { member, groupIds }
}

function differing<Name extends string, Value>(
  name: Name,
  from: Value,
  to: Value,
): { [Key in Name]?: { from: Value; to: Value } } {
  if (JSON.stringify(from) === JSON.stringify(to)) return {}
  return { [name]: { from, to } } as { [Key in Name]?: { from: Value; to: Value } }
}

/**
 * ACC-04: a locked member is refused from his next request on, at most a second later. His status falls to 离开 in the
 * same transaction, so that no dialogue reaches him between this and the release of those he holds.
 */
export async function shutOutMember(
  context: ChangeContext,
  editor: MemberEditor,
  member: MemberWithLoad,
): Promise<MemberWithLoad> {
  if (member.status === 'disabled') return member
  const memberId: MemberId = member.id
  const after: MemberWithLoad = { ...member, status: 'disabled', presence: 'away' }
  const left: MemberEvent[] =
    member.presence === 'away'
      ? []
      : [{ type: 'presence.changed', payload: { from: member.presence, to: after.presence, memberId } }]
  const disabled = { type: 'member.disabled', payload: { memberId, openCount: member.active } } as const
  await recordMember(context, editor, after, [...left, disabled])
  await enqueue(context.tx, memberShutOut, { tenantId: editor.tenantId, memberId })
  return after
}

/** Takes it back. His sessions are gone: he signs in anew. */
export async function letInMember(
  context: ChangeContext,
  editor: MemberEditor,
  member: MemberWithLoad,
): Promise<MemberWithLoad> {
  if (member.status !== 'disabled') return member
  const after: MemberWithLoad = { ...member, status: 'active' }
  await recordMember(context, editor, after, [{ type: 'member.enabled', payload: { memberId: member.id } }])
  return after
}
