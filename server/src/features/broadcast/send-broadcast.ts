import { operations } from '@keqiao/contract'
import type { BroadcastId, GroupId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { appendForStaff } from '../../platform/event-log'
import { newId } from '../../platform/ids'
import { command, isRefused, refuse, type Refused } from '../../platform/operations'
import {
  insertBroadcast,
  selectActive,
  selectActiveOfGroups,
  selectGroupsNamed,
  type BroadcastAudience,
  type BroadcastRow,
} from './broadcast.store'

/** 群发消息 (CON-08). Whom it reaches is settled now: who joins later was not spoken to. */
export const sendBroadcast = command(operations.broadcast.send, async (actor, { text, to }, context) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tx, now } = context
  const { tenantId } = actor
  const found = to.kind === 'all' ? await everybody(tx, tenantId) : await those(tx, tenantId, to)
  if (isRefused(found)) return found
  const memberIds = found.memberIds.filter((id) => id !== actor.id)
  if (memberIds.length === 0) return refuse('broadcast_to_nobody')
  const row: BroadcastRow = {
    ...{ id: newId<BroadcastId>(), by_id: actor.id, by_name: actor.name, text: text.trim() },
    ...{ audience: found.audience, recipient_count: memberIds.length, sent_at: now },
  }
  await insertBroadcast(tx, tenantId, row, memberIds)
  const payload = { broadcastId: row.id, text: row.text, memberIds }
  const events = [{ type: 'broadcast.sent', payload }] as const
  await appendForStaff(context, { tenantId, stream: 'broadcast', streamId: row.id, seq: 0, actor, events })
  return { broadcast: broadcastView(row, 0) }
})

interface Found {
  readonly memberIds: readonly MemberId[]
  readonly audience: BroadcastAudience
}

async function everybody(tx: Tx, tenantId: TenantId): Promise<Found> {
  const members = await selectActive(tx, tenantId, null)
  return { memberIds: members.map(({ id }) => id), audience: { kind: 'all', groupNames: [], memberNames: [] } }
}

interface Those {
  readonly groupIds: readonly GroupId[]
  readonly memberIds: readonly MemberId[]
}

async function those(tx: Tx, tenantId: TenantId, to: Those): Promise<Found | Refused> {
  const groups = await selectGroupsNamed(tx, tenantId, to.groupIds)
  const noGroups = to.groupIds.filter((id) => !groups.some((group) => group.id === id))
  if (noGroups.length > 0) return refuse('group_unknown', { groupIds: noGroups })
  const members = await selectActive(tx, tenantId, to.memberIds)
  const noMembers = to.memberIds.filter((id) => !members.some((member) => member.id === id))
  if (noMembers.length > 0) return refuse('member_unknown', { memberIds: noMembers })
  const ofGroups = await selectActiveOfGroups(tx, tenantId, to.groupIds)
  const names = (named: readonly { readonly name: string }[]) => named.map(({ name }) => name)
  return {
    memberIds: [...new Set([...members.map(({ id }) => id), ...ofGroups])],
    audience: { kind: 'some', groupNames: names(groups), memberNames: names(members) },
  }
}

/** As its sender sees it. */
export function broadcastView(row: BroadcastRow, readCount: number) {
  const { kind, groupNames, memberNames } = row.audience
  return {
    id: row.id,
    by: { id: row.by_id, nickname: row.by_name },
    text: row.text,
    audience: { kind, groupNames: [...groupNames], memberNames: [...memberNames] },
    sentAt: row.sent_at,
    recipientCount: row.recipient_count,
    readCount,
  }
}
