/**
 * Reads what the log says about who waited for whom and who held what, in the order of the commits. That order is not in
 * the log itself (a transaction's number is given at its first write, not at its end), so the server must have kept it:
 * `track_commit_timestamp`. Two transactions that both change one agent's load, or both assign in one group, wait for each
 * other's end, and the time of a commit is taken before its locks are given up: for them this order is the true one.
 */
import { connected } from '../postgres/connect'

/** One event of a conversation, as far as routing is concerned. */
export interface LegEvent {
  readonly tenantId: string
  readonly conversationId: string
  readonly seq: number
  readonly type: 'conversation.queued' | 'leg.opened' | 'leg.closed' | 'conversation.closed'
  /** Epoch milliseconds, by the clock of the process that wrote it. */
  readonly at: number
  /** When its transaction committed: microseconds since 1970, by the database's clock. */
  readonly committedAt: number
  readonly groupId: string | null
  readonly memberId: string | null
  readonly how: 'claim' | 'assign' | 'transfer' | null
  /** How a leg ended. */
  readonly end: string | null
}

/** An agent as the tables have him when all is over. */
export interface StaffRow {
  readonly memberId: string
  readonly capacity: number
  /** What his load says that he holds. */
  readonly active: number
  readonly groupIds: readonly string[]
}

interface Row {
  tenant_id: string
  stream_id: string
  seq: string
  type: LegEvent['type']
  at: string
  committed_at: string | null
  group_id: string | null
  member_id: string | null
  how: LegEvent['how']
  end_kind: string | null
}

/** Throws where the server kept no commit times. */
export async function readLegs(superuserUrl: string): Promise<LegEvent[]> {
  const rows = await connected(superuserUrl, async (client) => {
    const result = await client.query<Row>(
      `select tenant_id, stream_id, seq, type, extract(epoch from at) * 1000 as at,
              (extract(epoch from pg_xact_commit_timestamp(xid(txid))) * 1000000)::bigint as committed_at,
              payload ->> 'groupId' as group_id,
              coalesce(payload ->> 'memberId', payload #>> '{member,id}') as member_id,
              payload ->> 'how' as how, payload ->> 'end' as end_kind
         from events
        where type in ('conversation.queued', 'leg.opened', 'leg.closed', 'conversation.closed')
        order by pg_xact_commit_timestamp(xid(txid)), txid, stream_id, seq`,
    )
    return result.rows
  })
  return rows.map((row) => {
    if (row.committed_at === null) throw new Error('the server kept no time of this commit')
    return {
      tenantId: row.tenant_id,
      conversationId: row.stream_id,
      seq: Number(row.seq),
      type: row.type,
      at: Number(row.at),
      committedAt: Number(row.committed_at),
      groupId: row.group_id,
      memberId: row.member_id,
      how: row.how,
      end: row.end_kind,
    }
  })
}

/** Everybody, with what he may hold and what his load says. */
export async function readStaff(superuserUrl: string): Promise<StaffRow[]> {
  const rows = await connected(superuserUrl, async (client) => {
    const result = await client.query<{ member_id: string; capacity: number; active: number; group_ids: string[] }>(
      `select a.member_id, a.capacity, a.active,
              array(select g.group_id from group_members g where g.member_id = a.member_id) as group_ids
         from agent_load a`,
    )
    return result.rows
  })
  return rows.map(({ member_id: memberId, capacity, active, group_ids: groupIds }) => {
    return { memberId, capacity, active, groupIds }
  })
}
