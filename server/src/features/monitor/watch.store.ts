import type { WatchView } from '@keqiao/contract'
import type { MemberId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** Whose dialogue a member would read along in now; null: nobody's, his own, or one in which he is seen. */
export async function findWatched(
  tx: Tx,
  tenantId: TenantId,
  conversationId: string,
  watcherId: MemberId,
): Promise<MemberId | null> {
  const [row] = await tx.named<{ member_id: MemberId }>(
    'watch.find',
    `select member_id from conversations
      where tenant_id = $1 and id = $2 and status = 'open' and member_id <> $3 and not $3 = any(joined)`,
    [tenantId, conversationId, watcherId],
  )
  return row?.member_id ?? null
}

interface NewWatch {
  readonly tenantId: TenantId
  readonly id: string
  readonly conversationId: string
  readonly watcherId: MemberId
  readonly agentId: MemberId
  readonly at: number
}

export async function insertWatch(tx: Tx, watch: NewWatch): Promise<void> {
  await tx.named(
    'watch.insert',
    `insert into watches (tenant_id, id, conversation_id, watcher_id, agent_id, began_at)
     values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))`,
    [watch.tenantId, watch.id, watch.conversationId, watch.watcherId, watch.agentId, watch.at],
  )
}

export async function endWatch(tx: Tx, tenantId: TenantId, id: string, at: number): Promise<void> {
  await tx.named(
    'watch.end',
    'update watches set ended_at = to_timestamp($3 / 1000.0) where tenant_id = $1 and id = $2 and ended_at is null',
    [tenantId, id, at],
  )
}

interface WatchPage {
  /** Only his; null: everybody's. */
  readonly watcherId: MemberId | null
  readonly conversationId: string | undefined
  /** Last of the page before. */
  readonly before: string | undefined
  readonly limit: number
}

/** Newest first: ids are made in the order of time. */
export function selectWatches(tx: Tx, tenantId: TenantId, page: WatchPage): Promise<WatchView[]> {
  return tx.rows<WatchView>(
    `select w.id, w.conversation_id as "conversationId", c.room_number as "roomNumber",
            json_build_object('id', w.watcher_id, 'nickname', watcher.nickname) as watcher,
            json_build_object('id', w.agent_id, 'nickname', agent.nickname) as agent,
            w.began_at as "beganAt", w.ended_at as "endedAt"
       from watches w join conversations c on c.id = w.conversation_id
       join members watcher on watcher.tenant_id = w.tenant_id and watcher.id = w.watcher_id
       join members agent on agent.tenant_id = w.tenant_id and agent.id = w.agent_id
      where w.tenant_id = $1 and ($2::uuid is null or w.watcher_id = $2) and ($3::uuid is null or w.conversation_id = $3)
        and ($4::uuid is null or w.id < $4)
      order by w.id desc limit $5`,
    [tenantId, page.watcherId, page.conversationId ?? null, page.before ?? null, page.limit],
  )
}
