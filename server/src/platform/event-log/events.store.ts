import type { Audience, EventType } from '@keqiao/contract'
import { visibleTypes } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../database/tx'
import type { StoredEvent } from './stored-event'

interface EventRow {
  tenant_id: TenantId
  stream: StoredEvent['stream']
  stream_id: string
  seq: number
  visitor_prev: number | null
  type: EventType
  version: number
  payload: unknown
  actor_kind: StoredEvent['actor']['kind']
  actor_id: string
  actor_name: string
  actor_key: string | null
  client_id: string | null
  at: number
}

const columns =
  'tenant_id, stream, stream_id, seq, visitor_prev, type, version, payload, actor_kind, actor_id, actor_name, actor_key, client_id, at'

function fromRow(row: EventRow): StoredEvent {
  return {
    tenantId: row.tenant_id,
    stream: row.stream,
    streamId: row.stream_id,
    seq: row.seq,
    visitorPrev: row.visitor_prev,
    type: row.type,
    version: row.version,
    payload: row.payload,
    actor: actorOf(row),
    clientId: row.client_id,
    at: row.at,
  }
}

function actorOf({
  actor_kind: kind,
  actor_id: id,
  actor_name: name,
  actor_key: keyId,
}: EventRow): StoredEvent['actor'] {
  return { kind, id, name, ...(keyId !== null && { keyId }) }
}

/**
 * Writes events whose stream rows the transaction has locked. `hashes[i]` is the request hash of `events[i]`, or null
 * where the command's idempotency lives in `requests`.
 */
export async function insertEvents(
  tx: Tx,
  epoch: number,
  events: readonly StoredEvent[],
  hashes: readonly (Buffer | null)[] = [],
): Promise<void> {
  if (events.length === 0) return
  await tx.named(
    'events.insert',
    `insert into events (tenant_id, stream, stream_id, seq, visitor_prev, type, version, payload,
                         actor_kind, actor_id, actor_name, client_id, request_hash, at, epoch, actor_key)
     select t.tenant_id, t.stream, t.stream_id, t.seq, t.visitor_prev, t.type, t.version, t.payload::jsonb,
            t.actor_kind, t.actor_id, t.actor_name, t.client_id, t.request_hash, to_timestamp(t.at / 1000.0), $15,
            t.actor_key
       from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::bigint[], $6::text[], $7::smallint[], $8::text[],
                   $9::text[], $10::uuid[], $11::text[], $12::uuid[], $13::bytea[], $14::float8[], $16::uuid[])
            as t (tenant_id, stream, stream_id, seq, visitor_prev, type, version, payload,
                  actor_kind, actor_id, actor_name, client_id, request_hash, at, actor_key)`,
    [
      events.map((e) => e.tenantId),
      events.map((e) => e.stream),
      events.map((e) => e.streamId),
      events.map((e) => e.seq),
      events.map((e) => e.visitorPrev),
      events.map((e) => e.type),
      events.map((e) => e.version),
      events.map((e) => JSON.stringify(e.payload)),
      events.map((e) => e.actor.kind),
      events.map((e) => e.actor.id),
      events.map((e) => e.actor.name),
      events.map((e) => e.clientId),
      events.map((_, i) => hashes[i] ?? null),
      events.map((e) => e.at),
      epoch,
      events.map((e) => e.actor.keyId ?? null),
    ],
  )
}

/** Events of one stream after `cursor` that the audience may see, oldest first, at most `limit`. */
export async function readAfter(
  tx: Tx,
  streamId: string,
  audience: Audience,
  cursor: number,
  limit: number,
): Promise<StoredEvent[]> {
  const rows = await tx.named<EventRow>(
    'events.after',
    `select ${columns} from events where stream_id = $1 and seq > $2 and type = any($3) order by seq limit $4`,
    [streamId, cursor, visibleTypes(audience), limit],
  )
  return rows.map(fromRow)
}

/** Everything of several streams, stream by stream, oldest first. Behind the system door of streams of any merchant. */
export async function readStreams(tx: Tx, streamIds: readonly string[]): Promise<StoredEvent[]> {
  const rows = await tx.named<EventRow>(
    'events.streams',
    `select ${columns} from events where stream_id = any($1::uuid[]) order by stream_id, seq`,
    [streamIds],
  )
  return rows.map(fromRow)
}

/** Events of one stream before `seq` that the audience may see: the last `limit` of them, oldest first. */
export async function readBefore(
  tx: Tx,
  streamId: string,
  audience: Audience,
  seq: number,
  limit: number,
): Promise<StoredEvent[]> {
  const rows = await tx.named<EventRow>(
    'events.before',
    `select ${columns} from events where stream_id = $1 and seq < $2 and type = any($3) order by seq desc limit $4`,
    [streamId, seq, visibleTypes(audience), limit],
  )
  return rows.map(fromRow).reverse()
}

/** How far a reader across streams has come. */
export interface LogPosition {
  readonly epoch: number
  /** xid8 as text: it does not fit a number for ever. */
  readonly txid: string
  readonly streamId: string
  readonly seq: number
}

/** Before everything. */
export const logStart: LogPosition = { epoch: 0, txid: '0', streamId: '00000000-0000-0000-0000-000000000000', seq: 0 }

/**
 * Events of all streams after `position`, in (epoch, txid, stream, seq), only of transactions below every transaction
 * that is still running: what is read can never be overtaken by a commit that lands later in the same order.
 */
export async function readAcrossStreams(
  tx: Tx,
  epoch: number,
  position: LogPosition,
  limit: number,
): Promise<{ event: StoredEvent; position: LogPosition }[]> {
  const rows = await tx.named<EventRow & { epoch: number; txid: string }>(
    'events.across',
    `select ${columns}, epoch, txid::text as txid from events
      where (epoch, txid) >= ($1::int, $2::xid8) and (epoch, txid, stream_id, seq) > ($1::int, $2::xid8, $3::uuid, $4::bigint)
        and (epoch, txid) < ($5::int, pg_snapshot_xmin(pg_current_snapshot()))
      order by epoch, events.txid, stream_id, seq limit $6`,
    [position.epoch, position.txid, position.streamId, position.seq, epoch, limit],
  )
  return rows.map((row) => ({
    event: fromRow(row),
    position: { epoch: row.epoch, txid: row.txid, streamId: row.stream_id, seq: row.seq },
  }))
}

/**
 * The same of one merchant, for whoever reads his past again. Reads a window of transactions at a time, so that a merchant
 * of whom there is little costs no more than the window; `more` is false once everything that is finished was read.
 */
export async function readOfTenant(
  tx: Tx,
  epoch: number,
  tenantId: TenantId,
  position: LogPosition,
  limit: number,
): Promise<{ events: StoredEvent[]; position: LogPosition; more: boolean }> {
  const [next] = await tx.named<{ epoch: number; txid: string; bound: string }>(
    'events.nextTransaction',
    `select epoch, txid::text as txid, (txid::text::bigint + $4::bigint)::text as bound from events
      where (epoch, txid) >= ($1::int, $2::xid8) and (epoch, txid) < ($3::int, pg_snapshot_xmin(pg_current_snapshot()))
      order by epoch, events.txid limit 1`,
    [position.epoch, position.txid, epoch, windowTransactions],
  )
  if (!next) return { events: [], position, more: false }
  const rows = await tx.named<EventRow & { epoch: number; txid: string }>(
    'events.ofTenant',
    `select ${columns}, epoch, txid::text as txid from events
      where tenant_id = $1 and (epoch, txid) >= ($2::int, $3::xid8) and (epoch, txid) < ($2::int, $4::xid8)
        and (epoch, txid, stream_id, seq) > ($5::int, $6::xid8, $7::uuid, $8::bigint)
        and (epoch, txid) < ($9::int, pg_snapshot_xmin(pg_current_snapshot()))
      order by epoch, events.txid, stream_id, seq limit $10`,
    [
      tenantId,
      next.epoch,
      next.txid,
      next.bound,
      position.epoch,
      position.txid,
      position.streamId,
      position.seq,
      epoch,
      limit,
    ],
  )
  const last = rows.at(-1)
  const after: LogPosition =
    last && rows.length === limit
      ? { epoch: last.epoch, txid: last.txid, streamId: last.stream_id, seq: last.seq }
      : { epoch: next.epoch, txid: next.bound, streamId: logStart.streamId, seq: 0 }
  return { events: rows.map(fromRow), position: after, more: true }
}

/** What some transactions put into one stream lies between these seqs, both included. */
export interface Stretch {
  readonly streamId: string
  readonly from: number
  readonly to: number
}

/** Transactions of one window: what a tail reads at once when it has fallen behind. */
const windowTransactions = 10_000

/**
 * Where events were put since the transaction `txid`, as one row per stream and not per event: what a reader needs that
 * has most of the events already. Reads up to every transaction that is still running, or one window; `next` is where
 * to go on, `more` whether it is not the end.
 */
export async function readStretches(
  tx: Tx,
  epoch: number,
  txid: string,
): Promise<{ stretches: Stretch[]; next: string; more: boolean }> {
  const rows = await tx.named<{ stream_id: string | null; from: number; to: number; next: string; more: boolean }>(
    'events.stretches',
    `with span as materialized (
       select pg_snapshot_xmin(pg_current_snapshot()) as horizon, ($2::bigint + $3::bigint)::text::xid8 as bound)
     select found.stream_id, found.from, found.to, least(span.horizon, span.bound)::text as next, span.bound < span.horizon as more
       from span left join lateral (
         select stream_id, min(seq) as from, max(seq) as to from events
          where (epoch, txid) >= ($1::int, $2::text::xid8) and (epoch, txid) < ($1::int, least(span.horizon, span.bound))
          group by stream_id) as found on true`,
    [epoch, txid, windowTransactions],
  )
  const stretches = rows.flatMap(({ stream_id: streamId, from, to }) =>
    streamId === null ? [] : [{ streamId, from, to }],
  )
  return { stretches, next: rows[0]?.next ?? txid, more: rows[0]?.more ?? false }
}

/** The events at the given places, in no particular order. */
export async function readAt(tx: Tx, places: readonly { streamId: string; seq: number }[]): Promise<StoredEvent[]> {
  const rows = await tx.named<EventRow>(
    'events.at',
    `select ${columns} from events
      where (stream_id, seq) in (select * from unnest($1::uuid[], $2::bigint[]))`,
    [places.map((place) => place.streamId), places.map((place) => place.seq)],
  )
  return rows.map(fromRow)
}

/** The transaction below which nothing more can appear: where a reader begins that wants only what is new. */
export async function readHorizon(tx: Tx): Promise<string> {
  const [row] = await tx.rows<{ txid: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as txid')
  return row?.txid ?? '0'
}

/** Loads a durable reader's position, locking it: one process at a time moves a reader. Null: somebody else is at it. */
export async function lockReader(tx: Tx, name: string): Promise<LogPosition | null> {
  await tx.rows('insert into log_readers (name) values ($1) on conflict do nothing', [name])
  const [row] = await tx.rows<{ epoch: number; txid: string; stream_id: string; seq: number }>(
    'select epoch, txid::text as txid, stream_id, seq from log_readers where name = $1 for update skip locked',
    [name],
  )
  return row ? { epoch: row.epoch, txid: row.txid, streamId: row.stream_id, seq: row.seq } : null
}

/** Stores how far a durable reader has come; in the transaction that did its work. */
export async function moveReader(tx: Tx, name: string, position: LogPosition): Promise<void> {
  await tx.rows(
    'update log_readers set epoch = $2, txid = $3::xid8, stream_id = $4, seq = $5, updated_at = now() where name = $1',
    [name, position.epoch, position.txid, position.streamId, position.seq],
  )
}

/**
 * The log's epoch in this cluster. Transaction ids start over in another cluster (a restored backup), which shows in
 * the cluster's identifier: then the epoch rises and everything older counts as finished.
 */
export async function openLogEpoch(tx: Tx): Promise<number> {
  const [row] = await tx.rows<{ log_epoch: number }>(
    `insert into installation (system_identifier) select system_identifier::text from pg_control_system()
     on conflict (singleton) do update
        set log_epoch = installation.log_epoch + (installation.system_identifier <> excluded.system_identifier)::int,
            system_identifier = excluded.system_identifier
     returning log_epoch`,
  )
  if (!row) throw new Error('the installation row is missing')
  return row.log_epoch
}
