import type { metric, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { measureNames, measureRow, measureTypes, mergeMeasures, replaceMeasures } from './measure-columns'

/** Whose figures, and which set of them. */
export interface Target {
  readonly tenantId: TenantId
  readonly generation: number
}

/** Id of nobody: of a row that has no group, member or channel. */
export const nobody = '00000000-0000-0000-0000-000000000000'

/** What is remembered of a stream. */
export interface StreamState {
  readonly streamId: string
  readonly stream: string
  seq: number
  state: unknown
}

/** Which generation each merchant is at; the first one of who has none. */
export async function readGenerations(tx: Tx, tenantIds: readonly TenantId[]): Promise<Map<TenantId, number>> {
  const rows = await tx.named<{ tenant_id: TenantId; generation: number }>(
    'metric.generations',
    'select tenant_id, generation from metric_generations where tenant_id = any($1)',
    [tenantIds],
  )
  const found = new Map(rows.map((row) => [row.tenant_id, row.generation]))
  return new Map(tenantIds.map((id) => [id, found.get(id) ?? 1]))
}

export async function readZones(tx: Tx, { tenantId, generation }: Target): Promise<metric.ZoneSpan[]> {
  return tx.named<metric.ZoneSpan>(
    'metric.zones',
    `select from_at as "fromAt", zone, version from metric_zones where tenant_id = $1 and generation = $2 order by from_at`,
    [tenantId, generation],
  )
}

export async function storeZones(tx: Tx, { tenantId, generation }: Target, zones: metric.ZoneHistory): Promise<void> {
  await tx.rows(
    `insert into metric_zones (tenant_id, generation, from_at, zone, version)
     select $1, $2, t.* from unnest($3::bigint[], $4::text[], $5::int[]) t
     on conflict (tenant_id, generation, from_at) do update set zone = excluded.zone, version = excluded.version`,
    [tenantId, generation, zones.map((z) => z.fromAt), zones.map((z) => z.zone), zones.map((z) => z.version)],
  )
}

/** What a merchant has decided about figures, in order; empty: nothing yet. */
export async function readSettings(tx: Tx, { tenantId, generation }: Target): Promise<metric.SettingsSpan[]> {
  return tx.named<metric.SettingsSpan>(
    'metric.settings',
    `select from_at as "fromAt", version, settings from metric_settings
      where tenant_id = $1 and generation = $2 order by from_at`,
    [tenantId, generation],
  )
}

export async function storeSettings(
  tx: Tx,
  { tenantId, generation }: Target,
  history: metric.SettingsHistory,
): Promise<void> {
  await tx.rows(
    `insert into metric_settings (tenant_id, generation, from_at, version, settings)
     select $1, $2, t.from_at, t.version, t.settings::jsonb
       from unnest($3::bigint[], $4::int[], $5::text[]) as t (from_at, version, settings)
     on conflict (tenant_id, generation, from_at) do update
       set version = excluded.version, settings = excluded.settings`,
    [
      tenantId,
      generation,
      history.map(({ fromAt }) => fromAt),
      history.map(({ version }) => version),
      history.map(({ settings }) => JSON.stringify(settings)),
    ],
  )
}

export async function readStreams(
  tx: Tx,
  { tenantId, generation }: Target,
  streamIds: readonly string[],
): Promise<Map<string, StreamState>> {
  const rows = await tx.named<{ stream_id: string; stream: string; seq: number; state: unknown }>(
    'metric.streams',
    `select stream_id, stream, seq, state from metric_streams where tenant_id = $1 and generation = $2 and stream_id = any($3)`,
    [tenantId, generation, streamIds],
  )
  return new Map(
    rows.map(({ stream_id: streamId, stream, seq, state }) => [streamId, { streamId, stream, seq, state }]),
  )
}

export async function storeStreams(
  tx: Tx,
  { tenantId, generation }: Target,
  streams: readonly StreamState[],
): Promise<void> {
  if (streams.length === 0) return
  await tx.named(
    'metric.storeStreams',
    `insert into metric_streams (tenant_id, generation, stream_id, stream, seq, state)
     select $1, $2, t.stream_id, t.stream, t.seq, t.state::jsonb
       from unnest($3::uuid[], $4::text[], $5::bigint[], $6::text[]) as t (stream_id, stream, seq, state)
     on conflict (tenant_id, generation, stream_id) do update set seq = excluded.seq, state = excluded.state`,
    [
      tenantId,
      generation,
      streams.map((s) => s.streamId),
      streams.map((s) => s.stream),
      streams.map((s) => s.seq),
      streams.map((s) => JSON.stringify(s.state)),
    ],
  )
}

/** A share with its place in the calendar, and the stream it comes from. */
export interface Fact {
  readonly streamId: string
  readonly share: metric.Share
  readonly place: metric.Place
}

/** Stores facts as they are now. */
export async function storeFacts(tx: Tx, { tenantId, generation }: Target, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return
  const rows = facts.map(({ streamId, share, place }) => ({
    kind: share.kind,
    id: share.id,
    stream_id: streamId,
    conversation_id: share.conversationId,
    at: share.at,
    ended_at: share.endedAt,
    day: place.day,
    hour: place.hour,
    zone: place.zone,
    zone_version: place.version,
    settings_version: share.settingsVersion,
    group_id: share.group.id,
    group_name: share.group.name,
    member_id: share.member?.id ?? null,
    member_name: share.member?.name ?? null,
    channel_id: share.channelId,
    room_number: share.roomNumber,
    visitor_name: share.visitorName,
    rating: share.rating,
    ...measureRow(share.measured),
  }))
  const own = `kind, id, stream_id, conversation_id, at, ended_at, day, hour, zone, zone_version, settings_version,
    group_id, group_name, member_id, member_name, channel_id, room_number, visitor_name, rating`
  await tx.named(
    'metric.storeFacts',
    `insert into metric_facts (tenant_id, generation, ${own}, ${measureNames})
     select $1, $2, ${own}, ${measureNames} from jsonb_to_recordset($3::jsonb) as t (
       kind text, id uuid, stream_id uuid, conversation_id uuid, at bigint, ended_at bigint, day date, hour smallint, zone text,
       zone_version int, settings_version int, group_id uuid, group_name text, member_id uuid, member_name text, channel_id uuid, room_number text,
       visitor_name text, rating smallint, ${measureTypes})
     on conflict (tenant_id, generation, kind, id) do update
       set ended_at = excluded.ended_at, rating = excluded.rating, ${replaceMeasures}`,
    [tenantId, generation, JSON.stringify(rows)],
  )
}

/** What is to be added to one roll-up. */
export interface RollUp {
  readonly grain: 'quarter' | 'hour' | 'day'
  readonly day: string
  readonly slot: number
  readonly hour: number
  readonly groupId: string
  readonly memberId: string
  readonly channelId: string
  groupName: string
  memberName: string
  namedAt: number
  readonly measured: metric.Measured
}

const rollUpKeys = 'grain, day, slot, hour, group_id, member_id, channel_id, group_name, member_name, named_at'

/** Adds to roll-ups; each names a row of its own. */
export async function addToRollUps(tx: Tx, { tenantId, generation }: Target, added: readonly RollUp[]): Promise<void> {
  if (added.length === 0) return
  const rows = added.map((one) => ({
    grain: one.grain,
    day: one.day,
    slot: one.slot,
    hour: one.hour,
    group_id: one.groupId,
    member_id: one.memberId,
    channel_id: one.channelId,
    group_name: one.groupName,
    member_name: one.memberName,
    named_at: one.namedAt,
    ...measureRow(one.measured),
  }))
  await tx.named(
    'metric.addToRollUps',
    `insert into metric_rollups as r (tenant_id, generation, ${rollUpKeys}, ${measureNames})
     select $1, $2, ${rollUpKeys}, ${measureNames} from jsonb_to_recordset($3::jsonb) as t (
       grain text, day date, slot int, hour smallint, group_id uuid, member_id uuid, channel_id uuid, group_name text,
       member_name text, named_at bigint, ${measureTypes})
     on conflict (tenant_id, generation, grain, day, slot, group_id, member_id, channel_id) do update
       set group_name = case when excluded.named_at >= r.named_at then excluded.group_name else r.group_name end,
           member_name = case when excluded.named_at >= r.named_at then excluded.member_name else r.member_name end,
           named_at = greatest(r.named_at, excluded.named_at), ${mergeMeasures}`,
    [tenantId, generation, JSON.stringify(rows)],
  )
}

/** The words of these subjects, as they are now. */
export async function storeTallies(tx: Tx, { tenantId, generation }: Target, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return
  await tx.rows('delete from metric_tallies where tenant_id = $1 and generation = $2 and subject_id = any($3)', [
    tenantId,
    generation,
    facts.map(({ share }) => share.id),
  ])
  const rows = facts.flatMap(({ streamId, share, place }) =>
    share.tallies.map(({ kind, text }) => ({
      subject_id: share.id,
      kind,
      text,
      stream_id: streamId,
      day: place.day,
      group_id: share.group.id,
      member_id: share.member?.id ?? null,
      channel_id: share.channelId,
    })),
  )
  await tx.rows(
    `insert into metric_tallies (tenant_id, generation, subject_id, kind, text, stream_id, day, group_id, member_id, channel_id)
     select $1, $2, t.* from jsonb_to_recordset($3::jsonb) as t (
       subject_id uuid, kind text, text text, stream_id uuid, day date, group_id uuid, member_id uuid, channel_id uuid)
     on conflict do nothing`,
    [tenantId, generation, JSON.stringify(rows)],
  )
}
