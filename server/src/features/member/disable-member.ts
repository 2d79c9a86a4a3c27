import { operations } from '@keqiao/contract'
import type { MemberId, TenantId } from '@keqiao/domain'
import { z } from 'zod'
import { defineTask, enqueue } from '../../platform/jobs'
import { command, isRefused, refuse, type Bindable, type CommandContext } from '../../platform/operations'
import { readRoleKeys } from '../access'
import { refuseToLose } from './last-administrator'
import type { MemberParts } from './member.parts'
import { lockMember, type MemberWithLoad } from './member.store'
import { memberView } from './member.view'
import { recordMember, type MemberEvent } from './record-member'
import { refuseBeyond } from './role-limits'

/**
 * What follows when a member was shut out, and belongs to features further right: his sessions end, his dialogues wait
 * again. Enqueued in the same transaction, so no node can die between the two.
 */
export const memberShutOut = defineTask(
  'member.shut-out',
  z.object({
    tenantId: z.uuid().transform((id) => id as TenantId),
    memberId: z.uuid().transform((id) => id as MemberId),
  }),
)

/**
 * ACC-04: refused from his next request on, at most a second later. His status falls to 离开 in the same transaction, so
 * that no dialogue reaches him between this and the release of those he holds.
 */
export function disableMember(parts: MemberParts): Bindable {
  return command(operations.member.disable, async (actor, { memberId }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const barred = await refuseToLose(context.tx, actor, memberId)
    if (isRefused(barred)) return barred
    const member = await lockMember(context.tx, actor.tenantId, memberId)
    if (!member) return refuse('not_found')
    const beyond = await refuseBeyond(context.tx, actor, member.role_id)
    if (beyond) return beyond
    if (member.status === 'disabled') return { member: await viewOf(context, actor.tenantId, member, parts) }
    const after: MemberWithLoad = { ...member, status: 'disabled', presence: 'away' }
    const left: MemberEvent[] =
      member.presence === 'away'
        ? []
        : [{ type: 'presence.changed', payload: { from: member.presence, to: after.presence } }]
    await recordMember(context, actor, after, [
      ...left,
      { type: 'member.disabled', payload: { memberId, openCount: member.active } },
    ])
    await enqueue(context.tx, memberShutOut, { tenantId: actor.tenantId, memberId })
    return { member: await viewOf(context, actor.tenantId, after, parts) }
  })
}

/** Takes it back. His sessions are gone: he signs in anew. */
export function enableMember(parts: MemberParts): Bindable {
  return command(operations.member.enable, async (actor, { memberId }, context) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const member = await lockMember(context.tx, actor.tenantId, memberId)
    if (!member) return refuse('not_found')
    const beyond = await refuseBeyond(context.tx, actor, member.role_id)
    if (beyond) return beyond
    const after: MemberWithLoad = { ...member, status: 'active' }
    if (member.status === 'disabled') {
      await recordMember(context, actor, after, [{ type: 'member.enabled', payload: { memberId } }])
    }
    return { member: await viewOf(context, actor.tenantId, after, parts) }
  })
}

async function viewOf(
  { tx }: CommandContext,
  tenantId: TenantId,
  member: MemberWithLoad,
  { groupsOf }: Pick<MemberParts, 'groupsOf'>,
) {
  const groups = await groupsOf(tx, tenantId, [member.id])
  return memberView(member, await readRoleKeys(tx, tenantId), groups.get(member.id) ?? [])
}
