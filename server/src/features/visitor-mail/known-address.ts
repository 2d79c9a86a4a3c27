import type { ContactId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { selectAddresses, type KnownAddresses } from './visitor-mail.store'

/** Whose it is, and whose it was before his shop said who he is. */
interface OfContact {
  readonly tenant_id: TenantId
  readonly contact_id: ContactId
  readonly former_contact_id: ContactId | null
}

const known = (tx: Tx, { tenant_id, contact_id, former_contact_id }: OfContact): Promise<KnownAddresses> =>
  selectAddresses(tx, tenant_id, former_contact_id === null ? [contact_id] : [contact_id, former_contact_id])

/** Where a customer is written to: what he gave himself goes before what others say of him; null: nobody knows. */
export async function addressOf(tx: Tx, of: OfContact): Promise<string | null> {
  const { given, noted, shop, left } = await known(tx, of)
  return given ?? noted ?? shop ?? left
}

/** What he may be shown of it: what staff wrote down is not told to whoever holds his browser. */
export async function ownAddressOf(tx: Tx, of: OfContact): Promise<string | null> {
  const { given, shop, left } = await known(tx, of)
  return given ?? shop ?? left
}
