import type { AlarmView } from '@keqiao/contract'
import type { GroupId, LegId, MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

export type NewAlarm = Omit<AlarmView, 'open'> & {
  readonly tenantId: TenantId
  readonly legId: LegId
  /** The message that is not answered. */
  readonly unansweredSince: number
}

/** False: there is one for this waiting already. */
export async function insertAlarm(tx: Tx, alarm: NewAlarm): Promise<boolean> {
  const inserted = await tx.rows(
    `insert into sla_alarms (tenant_id, id, conversation_id, leg_id, unanswered_since, room_number, visitor_name, group_id,
                             group_name, member_id, member_name, kind, since, allowed_ms, raised_at)
     values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), $6, $7, $8, $9, $10, $11, $12, to_timestamp($13 / 1000.0), $14,
             to_timestamp($15 / 1000.0))
     on conflict (conversation_id, leg_id, unanswered_since) do nothing returning id`,
    [
      alarm.tenantId,
      alarm.id,
      alarm.conversationId,
      alarm.legId,
      alarm.unansweredSince,
      alarm.roomNumber,
      alarm.visitorName,
      alarm.group.id,
      alarm.group.name,
      alarm.member.id,
      alarm.member.nickname,
      alarm.kind,
      alarm.since,
      alarm.allowedMs,
      alarm.raisedAt,
    ],
  )
  return inserted.length > 0
}

/** Whose alarms, which of them, and which page. */
export interface AlarmPage {
  /** Null: of every group. */
  readonly groupIds: readonly GroupId[] | null
  /** Null: of every agent. */
  readonly memberId: MemberId | null
  readonly state: 'open' | 'all'
  readonly from: number | undefined
  readonly until: number | undefined
  readonly before: string | undefined
  readonly limit: number
}

interface AlarmRow {
  id: string
  conversation_id: AlarmView['conversationId']
  room_number: string
  visitor_name: string
  group_id: GroupId
  group_name: string
  member_id: MemberId
  member_name: string
  kind: AlarmView['kind']
  since: number
  allowed_ms: number
  raised_at: number
  open: boolean
}

/** Newest first: ids are made in the order of time. One is open while the same agent still owes the same answer. */
export async function selectAlarms(tx: Tx, tenantId: TenantId, page: AlarmPage): Promise<AlarmView[]> {
  const rows = await tx.rows<AlarmRow>(
    `select * from (
       select a.id, a.conversation_id, a.room_number, a.visitor_name, a.group_id, a.group_name, a.member_id, a.member_name,
              a.kind, a.since, a.allowed_ms, a.raised_at,
              c.status = 'open' and c.leg_id = a.leg_id and c.unanswered_since is not distinct from a.unanswered_since as open
         from sla_alarms a join conversations c on c.tenant_id = a.tenant_id and c.id = a.conversation_id
        where a.tenant_id = $1 and ($2::uuid[] is null or a.group_id = any($2)) and ($3::uuid is null or a.member_id = $3)
          and ($5::float8 is null or a.raised_at >= to_timestamp($5 / 1000.0))
          and ($6::float8 is null or a.raised_at < to_timestamp($6 / 1000.0))
          and ($7::uuid is null or a.id < $7)) alarms
      where $4 = 'all' or open
      order by id desc limit $8`,
    [
      tenantId,
      page.groupIds,
      page.memberId,
      page.state,
      page.from ?? null,
      page.until ?? null,
      page.before ?? null,
      page.limit,
    ],
  )
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    roomNumber: row.room_number,
    visitorName: row.visitor_name,
    group: { id: row.group_id, name: row.group_name },
    member: { id: row.member_id, nickname: row.member_name },
    kind: row.kind,
    since: row.since,
    allowedMs: row.allowed_ms,
    raisedAt: row.raised_at,
    open: row.open,
  }))
}
