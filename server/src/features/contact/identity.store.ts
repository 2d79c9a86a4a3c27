import type { ContactId, OrderFacts, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

/** What a shop says of a customer it vouches for. */
export interface ShopIdentity {
  /** The shop's own id of him. */
  readonly externalId: string
  readonly name: string
  readonly phone: string | null
  readonly email: string | null
  /** Absent: it says nothing of them. */
  readonly orders?: readonly OrderFacts[] | undefined
}

interface StoredIdentity extends ShopIdentity {
  readonly contactId: ContactId
}

const columns = `external_id as "externalId", name, phone, email, contact_id as "contactId"`

/** Locked until the transaction ends: of two devices that are identified at once, one comes after the other. */
export async function lockIdentity(tx: Tx, tenantId: TenantId, externalId: string): Promise<StoredIdentity | null> {
  const rows = await tx.named<StoredIdentity>(
    'identity.lock',
    `select ${columns} from contact_identities where tenant_id = $1 and external_id = $2 for no key update`,
    [tenantId, externalId],
  )
  return rows[0] ?? null
}

/** False: somebody else was faster with this id. */
export async function insertIdentity(tx: Tx, tenantId: TenantId, identity: StoredIdentity): Promise<boolean> {
  const rows = await tx.named(
    'identity.insert',
    `insert into contact_identities (tenant_id, external_id, contact_id, name, phone, email)
     values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, external_id) do nothing returning contact_id`,
    [tenantId, identity.externalId, identity.contactId, identity.name, identity.phone, identity.email],
  )
  return rows.length > 0
}

export async function updateIdentity(tx: Tx, tenantId: TenantId, identity: ShopIdentity): Promise<void> {
  await tx.named(
    'identity.update',
    `update contact_identities set name = $3, phone = $4, email = $5, identified_at = now()
      where tenant_id = $1 and external_id = $2`,
    [tenantId, identity.externalId, identity.name, identity.phone, identity.email],
  )
}

export async function selectIdentityOf(tx: Tx, tenantId: TenantId, contactId: ContactId): Promise<ShopIdentity | null> {
  const rows = await tx.named<StoredIdentity>(
    'identity.of',
    `select ${columns} from contact_identities where tenant_id = $1 and contact_id = $2`,
    [tenantId, contactId],
  )
  return rows[0] ?? null
}
