import type { ContactId, OrderFacts, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** Keeps what the shop has signed of its customer's orders, in place of what it signed before. */
export async function storeSignedOrders(
  tx: Tx,
  tenantId: TenantId,
  contactId: ContactId,
  orders: readonly OrderFacts[],
  at: number,
): Promise<void> {
  await tx.rows(
    `insert into signed_orders (tenant_id, contact_id, orders, told_at) values ($1, $2, $3, to_timestamp($4 / 1000.0))
     on conflict (tenant_id, contact_id) do update set orders = excluded.orders, told_at = excluded.told_at`,
    [tenantId, contactId, JSON.stringify(orders), at],
  )
}

/** The orders the shop has signed for; none where it said nothing. */
export async function readSignedOrders(
  tx: Tx,
  tenantId: TenantId,
  contactId: ContactId,
): Promise<readonly OrderFacts[]> {
  const [row] = await tx.named<{ orders: readonly OrderFacts[] }>(
    'signed-orders.read',
    'select orders from signed_orders where tenant_id = $1 and contact_id = $2',
    [tenantId, contactId],
  )
  return row?.orders ?? []
}
