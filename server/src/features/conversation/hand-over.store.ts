import type { ChannelId, ContactId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { ConversationRow } from './conversation.row'

/** Ids of the conversations on the channel that go on with either person, in the order in which rows are locked. */
export async function findGoingOn(
  tx: Tx,
  tenantId: TenantId,
  channelId: ChannelId,
  contactIds: readonly ContactId[],
): Promise<string[]> {
  const rows = await tx.named<{ id: string }>(
    'handOver.goingOn',
    `select id from conversations where tenant_id = $1 and contact_id = any($2) and channel_id = $3 and status <> 'closed'
      order by id`,
    [tenantId, contactIds, channelId],
  )
  return rows.map((row) => row.id)
}

/** A locked conversation goes over to a customer of the shop. */
export async function changeVisitor(
  tx: Tx,
  row: ConversationRow,
  customer: { readonly id: ContactId; readonly name: string },
): Promise<void> {
  await tx.named(
    'handOver.change',
    `update conversations set contact_id = $3, visitor_name = $4, visitor_verified = true, former_contact_id = $5
      where tenant_id = $1 and id = $2`,
    [row.tenant_id, row.id, customer.id, customer.name, row.contact_id],
  )
}

/** What was said in a conversation under a client id while its visitor was nobody in particular. */
export async function findSaidBefore(
  tx: Tx,
  tenantId: TenantId,
  conversationId: string,
  clientId: string,
): Promise<{ seq: number; at: number; hash: Buffer | null } | null> {
  const rows = await tx.named<{ seq: number; at: number; hash: Buffer | null }>(
    'handOver.saidBefore',
    `select e.seq, e.at, e.request_hash as hash from conversations c
       join events e on e.stream_id = c.id and e.actor_id = c.former_contact_id and e.client_id = $3
      where c.tenant_id = $1 and c.id = $2`,
    [tenantId, conversationId, clientId],
  )
  return rows[0] ?? null
}
