import type { metric, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { Terms } from './formulas'
import { aggregated, columnOf } from './measure-columns'
import { nobody } from './metric.store'

/** Which figures are asked for. */
export interface Selection {
  readonly tenantId: TenantId
  /** Days of the merchant's calendar, both included. */
  readonly from: string
  readonly to: string
  readonly groupIds: readonly string[] | null
  readonly memberIds: readonly string[] | null
  readonly channelIds: readonly string[] | null
}

const values = ({ tenantId, from, to, groupIds, memberIds, channelIds }: Selection): unknown[] => [
  tenantId,
  from,
  to,
  groupIds,
  memberIds,
  channelIds,
]

/** The generation that is read now, inside a statement. */
const current = `coalesce((select generation from metric_generations where tenant_id = $1), 1)`

const within = `tenant_id = $1 and generation = ${current} and day between $2::date and $3::date
  and ($4::uuid[] is null or group_id = any($4)) and ($5::uuid[] is null or member_id = any($5))
  and ($6::uuid[] is null or channel_id = any($6))`

export type Dimension = 'day' | 'hour' | 'group_id' | 'member_id'

/** Sums of one row of a report. */
export interface SummedRow {
  readonly day?: string
  readonly hour?: number
  readonly group_id?: string
  readonly group_name?: string
  readonly member_id?: string
  readonly member_name?: string
  readonly measured: metric.Measured
}

/** What somebody was called last: as one text that is compared byte by byte, which is a third of the time of an array. */
const lastName = (column: string): string =>
  `substr(max((lpad(named_at::text, 14, '0') || ${column}) collate "C"), 15) as ${column}`

const selected: Record<Dimension, string> = {
  day: `to_char(day, 'YYYY-MM-DD') as day`,
  hour: 'hour',
  group_id: `group_id, ${lastName('group_name')}`,
  member_id: `member_id, ${lastName('member_name')}`,
}

/** Sums by dimensions from the roll-ups of a grain. Names are the last ones of the selection. */
export async function sumRollUps(
  tx: Tx,
  selection: Selection,
  {
    grain,
    by,
    measures,
    of = 'things',
    beforeSlot = null,
  }: {
    readonly grain: 'quarter' | 'hour' | 'day'
    readonly by: readonly Dimension[]
    readonly measures: readonly metric.Measure[]
    readonly of?: 'things' | 'time'
    /** Quarters from this one on are left out; null: none is. */
    readonly beforeSlot?: number | null
  },
): Promise<SummedRow[]> {
  // Time at work is of no channel; the names in it are those of other moments.
  const kind = of === 'time' ? `and channel_id = '${nobody}'` : `and channel_id <> '${nobody}'`
  const own = by.includes('member_id') ? `and member_id <> '${nobody}'` : ''
  const rows = await tx.rows<Record<string, unknown>>(
    `select ${[...by.map((dimension) => selected[dimension]), aggregated(measures)].join(', ')}
       from metric_rollups where grain = '${grain}' and ${within} and ($7::int is null or slot < $7) ${kind} ${own}
      ${by.length > 0 ? `group by ${by.join(', ')}` : ''}`,
    [...values(selection), beforeSlot],
  )
  return rows.map((row) => {
    const measured: metric.Measured = {}
    for (const key of measures) if (row[key] !== null) measured[key] = row[key] as number
    const { day, hour, group_id, group_name, member_id, member_name } = row as Omit<SummedRow, 'measured'>
    return {
      ...(day === undefined ? {} : { day }),
      ...(hour === undefined ? {} : { hour }),
      ...(group_id === undefined ? {} : { group_id, group_name: group_name ?? '' }),
      ...(member_id === undefined ? {} : { member_id, member_name: member_name ?? '' }),
      measured,
    }
  })
}

/** A fact as it is listed behind a figure. */
export interface FactRow {
  readonly kind: 'visit' | 'dialogue' | 'offlineMessage'
  readonly id: string
  readonly conversation_id: string | null
  readonly at: number
  readonly ended_at: number | null
  readonly group_id: string
  readonly group_name: string
  readonly member_id: string | null
  readonly member_name: string | null
  readonly channel_id: string
  readonly room_number: string | null
  readonly visitor_name: string
  readonly rating: number | null
  readonly value: number
}

const termSql = (terms: Terms): string =>
  terms
    .map((term) => {
      const isTaken = term.startsWith('-')
      const column = columnOf((isTaken ? term.slice(1) : term) as metric.Measure)
      return `${isTaken ? '-' : '+'} coalesce(${column}, 0)`
    })
    .join(' ')

/** The facts whose share in a sum is not nothing, newest first, one page of them; how many there are, and their sum. */
export async function listFacts(
  tx: Tx,
  selection: Selection,
  {
    hour,
    terms,
    offset,
    limit,
  }: { readonly hour: number | null; readonly terms: Terms; readonly offset: number; readonly limit: number },
): Promise<{ rows: FactRow[]; count: number; total: number }> {
  const share = `(0 ${termSql(terms)})`
  const where = `${within} and ($7::int is null or hour = $7) and ${share} <> 0`
  const given = [...values(selection), hour]
  const [summed] = await tx.rows<{ count: number; total: number }>(
    `select count(*) as count, coalesce(sum(${share}), 0)::float8 as total from metric_facts where ${where}`,
    given,
  )
  const rows = await tx.rows<FactRow>(
    `select kind, id, conversation_id, at, ended_at, group_id, group_name, member_id, member_name, channel_id, room_number,
            visitor_name, rating, ${share}::float8 as value
       from metric_facts where ${where} order by at desc, id desc offset $8 limit $9`,
    [...given, offset, limit],
  )
  return { rows, count: summed?.count ?? 0, total: summed?.total ?? 0 }
}

/** How often each word was said, most often first. */
export async function countTallies(
  tx: Tx,
  selection: Selection,
  kind: 'reason' | 'category',
  limit: number,
): Promise<{ text: string; count: number }[]> {
  return tx.rows<{ text: string; count: number }>(
    `select text, count(*) as count from metric_tallies where kind = $7 and ${within}
      group by text order by count desc, text limit $8`,
    [...values(selection), kind, limit],
  )
}

/** The zones of a merchant's days; empty: nobody has ever changed it. */
export async function readZonesNow(tx: Tx, tenantId: TenantId): Promise<metric.ZoneSpan[]> {
  return tx.rows<metric.ZoneSpan>(
    `select from_at as "fromAt", zone, version from metric_zones where tenant_id = $1 and generation = ${current} order by from_at`,
    [tenantId],
  )
}

/** What a merchant has decided about figures; empty: nobody has ever changed it. */
export async function readSettingsNow(tx: Tx, tenantId: TenantId): Promise<metric.SettingsSpan[]> {
  return tx.rows<metric.SettingsSpan>(
    `select from_at as "fromAt", version, settings from metric_settings
      where tenant_id = $1 and generation = ${current} order by from_at`,
    [tenantId],
  )
}

/** What is remembered of members who may be at work right now. */
export async function readMembersAtWork(
  tx: Tx,
  tenantId: TenantId,
  memberIds: readonly string[] | null,
): Promise<metric.MemberFacts[]> {
  const rows = await tx.rows<{ state: metric.MemberFacts }>(
    `select state from metric_streams where tenant_id = $1 and generation = ${current} and stream = 'member'
        and (state->>'connected')::boolean and ($2::text[] is null or state->>'id' = any($2))`,
    [tenantId, memberIds],
  )
  return rows.map(({ state }) => state)
}

/**
 * Up to when the merchant's log was read: `now` when nothing of his waits to be read; null: nothing was ever read.
 */
export async function readAsOf(tx: Tx, tenantId: TenantId, now: number): Promise<number | null> {
  const [row] = await tx.rows<{ updated_at: number; waits: boolean }>(
    `select r.updated_at, exists (
        select 1 from events e where e.tenant_id = $1 and (e.epoch, e.txid) >= (r.epoch, r.txid)
           and (e.epoch, e.txid, e.stream_id, e.seq) > (r.epoch, r.txid, r.stream_id, r.seq)) as waits
       from log_readers r where r.name = 'metric'`,
    [tenantId],
  )
  if (!row) return null
  return row.waits ? row.updated_at : now
}

/** Groups and members with figures, as they were called at the end of the selection. */
export async function readNamed(
  tx: Tx,
  selection: Selection,
): Promise<{ groups: { id: string; name: string }[]; members: { id: string; name: string }[]; channelIds: string[] }> {
  const named = (id: string, name: string) =>
    `select ${id} as id, (max(array[lpad(named_at::text, 14, '0'), ${name}]))[2] as name from metric_rollups
      where grain = 'day' and ${within} and ${id} <> '${nobody}' group by ${id} order by name, id`
  const groups = await tx.rows<{ id: string; name: string }>(named('group_id', 'group_name'), values(selection))
  const members = await tx.rows<{ id: string; name: string }>(named('member_id', 'member_name'), values(selection))
  const channels = await tx.rows<{ id: string }>(
    `select distinct channel_id as id from metric_rollups where grain = 'day' and ${within} and channel_id <> '${nobody}'`,
    values(selection),
  )
  return { groups, members, channelIds: channels.map(({ id }) => id) }
}
