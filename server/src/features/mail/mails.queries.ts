import type { MailView } from '@keqiao/contract'
import type { MailId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { selectMailsOf } from './mail.store'

/** What became of these mails, by id. */
export async function readMailStates(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MailId[],
): Promise<ReadonlyMap<MailId, Pick<MailView, 'status' | 'fault'>>> {
  if (ids.length === 0) return new Map()
  const rows = await selectMailsOf(tx, tenantId, ids)
  return new Map(rows.map(({ id, status, fault }) => [id, { status, fault }]))
}
