import type { ConversationId, StatePatch, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { insertEvents, type StoredEvent } from '../../platform/event-log'

/** One message or note that was decided on an unlocked read and now wants its place in the log. */
export interface Submission {
  readonly tenantId: TenantId
  readonly conversationId: ConversationId
  /** The epoch it was decided under; another one by now means it must be decided again. */
  readonly legEpoch: number
  readonly actorId: string
  readonly clientId: string
  readonly requestHash: Buffer
  readonly spoke: StatePatch['spoke']
  /** What lists show of the message. */
  readonly preview: string
  readonly at: number
  /** Makes the event once its place is known. */
  readonly event: (seq: number, visitorPrev: number) => StoredEvent
}

export type Placed =
  | { readonly kind: 'appended'; readonly event: StoredEvent }
  | { readonly kind: 'repeated'; readonly seq: number; readonly at: number; readonly sameRequest: boolean }
  /** Assigned, transferred or closed meanwhile. */
  | { readonly kind: 'stale' }
  /** No such conversation of this tenant. */
  | { readonly kind: 'missing' }

interface LockedRow {
  id: string
  tenant_id: string
  seq: number
  visitor_seq: number
  leg_epoch: number
}

interface RepeatRow {
  i: number
  seq: number
  at: number
  request_hash: Buffer | null
}

/** What a batch does to one conversation's row. */
interface Tally {
  seq: number
  visitorSeq: number
  visitorCount: number
  agentCount: number
  answered: boolean
  unansweredAt: number | null
  lastVisitorAt: number | null
  lastAgentAt: number | null
  last: { seq: number; at: number; from: 'visitor' | 'agent'; text: string } | null
}

/**
 * Places a batch in the log: locks the conversation rows in id order, checks tenant and epoch of each, finds repeats by
 * client id, then writes events and state. One result per submission, in their order.
 *
 * Repeats are looked up after the lock, on a fresh snapshot: whoever stored the first copy held the same lock and has
 * committed. The unique key (stream, actor, client id) stands behind it.
 */
export async function placeBatch(tx: Tx, epoch: number, batch: readonly Submission[]): Promise<Placed[]> {
  // One round trip; the second statement begins when the first has its locks, on a snapshot of its own.
  const [locked, repeats] = await Promise.all([lockRows(tx, batch), findRepeats(tx, batch)])
  const tallies = new Map<string, Tally>()
  const events: StoredEvent[] = []
  const hashes: Buffer[] = []
  const inBatch = new Map<string, { seq: number; at: number; hash: Buffer }>()

  const placed = batch.map((submission, i): Placed => {
    const row = locked.get(submission.conversationId)
    if (!row || row.tenant_id !== submission.tenantId) return { kind: 'missing' }
    const key = `${submission.conversationId} ${submission.actorId} ${submission.clientId}`
    const repeat = inBatch.get(key) ?? repeats.get(i)
    if (repeat) {
      return {
        kind: 'repeated',
        seq: repeat.seq,
        at: repeat.at,
        sameRequest: repeat.hash.equals(submission.requestHash),
      }
    }
    if (row.leg_epoch !== submission.legEpoch) return { kind: 'stale' }
    const tally = tallies.get(row.id) ?? newTally(row)
    tallies.set(row.id, tally)
    const event = submission.event(tally.seq + 1, tally.visitorSeq)
    count(tally, event, submission)
    events.push(event)
    hashes.push(submission.requestHash)
    inBatch.set(key, { seq: event.seq, at: event.at, hash: submission.requestHash })
    return { kind: 'appended', event }
  })

  await Promise.all([insertEvents(tx, epoch, events, hashes), updateRows(tx, tallies)])
  return placed
}

async function lockRows(tx: Tx, batch: readonly Submission[]): Promise<Map<string, LockedRow>> {
  const rows = await tx.named<LockedRow>(
    'batch.lock',
    `select id, tenant_id, seq, visitor_seq, leg_epoch from conversations
      where id = any($1::uuid[]) order by id for no key update`,
    [[...new Set(batch.map((submission) => submission.conversationId))]],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

async function findRepeats(
  tx: Tx,
  batch: readonly Submission[],
): Promise<Map<number, { seq: number; at: number; hash: Buffer }>> {
  const rows = await tx.named<RepeatRow>(
    'batch.repeats',
    `select t.i::int as i, e.seq, e.at, e.request_hash
       from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as t (stream_id, actor_id, client_id, i)
       cross join lateral (select seq, at, request_hash from events
         where events.stream_id = t.stream_id and events.actor_id = t.actor_id and events.client_id = t.client_id limit 1) e`,
    [batch.map((s) => s.conversationId), batch.map((s) => s.actorId), batch.map((s) => s.clientId)],
  )
  return new Map(
    rows.map((row) => [row.i - 1, { seq: row.seq, at: row.at, hash: row.request_hash ?? Buffer.alloc(0) }]),
  )
}

function newTally(row: LockedRow): Tally {
  return {
    seq: row.seq,
    visitorSeq: row.visitor_seq,
    visitorCount: 0,
    agentCount: 0,
    answered: false,
    unansweredAt: null,
    lastVisitorAt: null,
    lastAgentAt: null,
    last: null,
  }
}

function count(tally: Tally, event: StoredEvent, submission: Submission): void {
  tally.seq = event.seq
  if (event.visitorPrev !== null) tally.visitorSeq = event.seq
  if (!submission.spoke) return
  tally.last = { seq: event.seq, at: event.at, from: submission.spoke, text: submission.preview }
  if (submission.spoke === 'visitor') {
    tally.visitorCount += 1
    tally.lastVisitorAt = event.at
    tally.unansweredAt ??= event.at
  } else {
    tally.agentCount += 1
    tally.lastAgentAt = event.at
    tally.answered = true
    tally.unansweredAt = null
  }
}

async function updateRows(tx: Tx, tallies: ReadonlyMap<string, Tally>): Promise<void> {
  if (tallies.size === 0) return
  const all = [...tallies.values()]
  await tx.named(
    'batch.update',
    `update conversations c
        set seq = t.seq, visitor_seq = t.visitor_seq,
            visitor_message_count = c.visitor_message_count + t.visitor_count,
            agent_message_count = c.agent_message_count + t.agent_count,
            unanswered_since = case when t.answered then to_timestamp(t.unanswered_at / 1000.0)
                                    else coalesce(c.unanswered_since, to_timestamp(t.unanswered_at / 1000.0)) end,
            last_visitor_at = coalesce(to_timestamp(t.last_visitor_at / 1000.0), c.last_visitor_at),
            last_agent_at = coalesce(to_timestamp(t.last_agent_at / 1000.0), c.last_agent_at),
            last_message_seq = coalesce(t.last_seq, c.last_message_seq),
            last_message_at = coalesce(to_timestamp(t.last_at / 1000.0), c.last_message_at),
            last_message_from = coalesce(t.last_from, c.last_message_from),
            last_message_text = coalesce(t.last_text, c.last_message_text)
       from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::int[], $5::int[], $6::bool[], $7::float8[], $8::float8[],
                   $9::float8[], $10::bigint[], $11::float8[], $12::text[], $13::text[])
            as t (id, seq, visitor_seq, visitor_count, agent_count, answered, unanswered_at, last_visitor_at,
                  last_agent_at, last_seq, last_at, last_from, last_text)
      where c.id = t.id`,
    [
      [...tallies.keys()],
      all.map((t) => t.seq),
      all.map((t) => t.visitorSeq),
      all.map((t) => t.visitorCount),
      all.map((t) => t.agentCount),
      all.map((t) => t.answered),
      all.map((t) => t.unansweredAt),
      all.map((t) => t.lastVisitorAt),
      all.map((t) => t.lastAgentAt),
      all.map((t) => t.last?.seq ?? null),
      all.map((t) => t.last?.at ?? null),
      all.map((t) => t.last?.from ?? null),
      all.map((t) => t.last?.text ?? null),
    ],
  )
}
