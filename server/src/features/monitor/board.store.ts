import type { BoardAgent, BoardDialogue, BoardGroup, BoardWaiting } from '@keqiao/contract'
import type { GroupId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** Every group with its line, its dialogues and what it accepted since midnight and since an hour ago. */
export function readGroupFigures(
  tx: Tx,
  tenantId: TenantId,
  since: { readonly midnight: number; readonly hour: number },
): Promise<BoardGroup[]> {
  return tx.named<BoardGroup>(
    'board.groups',
    `select g.id, g.name, coalesce(w.count, 0)::int as "waitingCount", w.since as "longestWaitSince",
            coalesce(o.count, 0)::int as "openCount", coalesce(a.today, 0)::int as "acceptedToday",
            coalesce(a.hour, 0)::int as "acceptedLastHour"
       from groups g
       left join (select group_id, count(*) as count, min(queued_at) as since from conversations
                   where tenant_id = $1 and status = 'queued' group by group_id) w on w.group_id = g.id
       left join (select group_id, count(*) as count from conversations
                   where tenant_id = $1 and status = 'open' group by group_id) o on o.group_id = g.id
       left join (select group_id, count(*) filter (where opened_at >= to_timestamp($2 / 1000.0)) as today,
                         count(*) filter (where opened_at > to_timestamp($3 / 1000.0)) as hour
                    from legs where tenant_id = $1 and origin = 'visitor' and group_id in (select id from groups where tenant_id = $1)
                     and opened_at >= to_timestamp(least($2, $3) / 1000.0) group by group_id) a on a.group_id = g.id
      where g.tenant_id = $1 order by g.id`,
    [tenantId, since.midnight, since.hour],
  )
}

/** Everybody of the merchant who may work, in order of nickname. */
export function readBoardAgents(tx: Tx, tenantId: TenantId): Promise<BoardAgent[]> {
  return tx.named<BoardAgent>(
    'board.agents',
    `select m.id, m.nickname,
            array(select g.group_id from group_members g
                   where g.tenant_id = m.tenant_id and g.member_id = m.id order by g.group_id) as "groupIds",
            a.status, a.status_at as "statusSince", a.lease_until > now() as connected, a.active, a.capacity
       from members m join agent_load a on a.tenant_id = m.tenant_id and a.member_id = m.id
      where m.tenant_id = $1 and m.status = 'active' order by m.nickname, m.id`,
    [tenantId],
  )
}

/** Who waits, longest wait first. */
export function readBoardWaiting(tx: Tx, tenantId: TenantId, limit: number): Promise<BoardWaiting[]> {
  return tx.named<BoardWaiting>(
    'board.waiting',
    `select id, room_number as "roomNumber", visitor_name as "visitorName", group_id as "groupId", queued_at as since
       from conversations where tenant_id = $1 and status = 'queued' order by queued_at, id limit $2`,
    [tenantId, limit],
  )
}

type DialogueRow = Omit<BoardDialogue, 'agent'> & { readonly memberId: BoardAgent['id']; readonly memberName: string }

/** Dialogues that go on: those whose visitor waits for an answer first, longest wait first. */
export async function readBoardDialogues(tx: Tx, tenantId: TenantId, limit: number): Promise<BoardDialogue[]> {
  const rows = await tx.named<DialogueRow>(
    'board.dialogues',
    `select id, room_number as "roomNumber", visitor_name as "visitorName", group_id as "groupId",
            member_id as "memberId", coalesce(member_name, '') as "memberName",
            coalesce(leg_opened_at, accepted_at, opened_at) as "openedAt",
            unanswered_since as "unansweredSince", agent_message_count > 0 as "answeredBefore",
            coalesce(last_message_text, '') as "lastText", joined as "joinedIds"
       from conversations where tenant_id = $1 and status = 'open' and member_id is not null
      order by unanswered_since nulls last, id limit $2`,
    [tenantId, limit],
  )
  return rows.map(({ memberId, memberName, ...row }) => ({ ...row, agent: { id: memberId, nickname: memberName } }))
}

/** Notes how many wait in each group of every merchant; the most that was seen in the minute stays. */
export async function noteQueues(tx: Tx, at: number): Promise<void> {
  await tx.named(
    'queueSample.note',
    `insert into queue_samples (tenant_id, group_id, minute, waiting)
     select tenant_id, group_id, date_trunc('minute', to_timestamp($1 / 1000.0)), count(*)
       from conversations where status = 'queued' group by tenant_id, group_id
     on conflict (tenant_id, minute, group_id) do update set waiting = excluded.waiting
        where excluded.waiting > queue_samples.waiting`,
    [at],
  )
}

/** Forgets what is older; epoch milliseconds. */
export async function forgetQueues(tx: Tx, before: number): Promise<void> {
  await tx.named('queueSample.forget', 'delete from queue_samples where minute < to_timestamp($1 / 1000.0)', [before])
}

/** The samples of the groups since an instant, oldest first. */
export function readQueueSamples(
  tx: Tx,
  tenantId: TenantId,
  groupIds: readonly GroupId[],
  since: number,
): Promise<{ at: number; groupId: GroupId; waiting: number }[]> {
  return tx.named(
    'queueSample.read',
    `select minute as at, group_id as "groupId", waiting from queue_samples
      where tenant_id = $1 and minute >= to_timestamp($3 / 1000.0) and group_id = any($2) order by minute, group_id`,
    [tenantId, groupIds, since],
  )
}
