import type { ContactId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** Those of the contacts who wait or speak with somebody. */
export async function selectEngaged(
  tx: Tx,
  tenantId: TenantId,
  contactIds: readonly ContactId[],
): Promise<Set<ContactId>> {
  const rows = await tx.named<{ contact_id: ContactId }>(
    'siteVisitor.engaged',
    `select distinct contact_id from conversations
      where tenant_id = $1 and contact_id = any($2) and status <> 'closed'`,
    [tenantId, contactIds],
  )
  return new Set(rows.map((row) => row.contact_id))
}
