import type { ChannelId, ContactId, TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import type { ConversationRow } from './conversation.row'

interface Asked {
  readonly tenantId: TenantId
  readonly id: ContactId
  readonly channelId: ChannelId
}

/** When the person agreed to this version of the channel's privacy text, in epoch milliseconds; null: he has not. */
export async function findConsent(tx: Tx, { tenantId, id, channelId }: Asked, version: number): Promise<number | null> {
  const [row] = await tx.named<{ accepted_at: number }>(
    'consent.find',
    `select accepted_at from consents where tenant_id = $1 and contact_id = $2 and channel_id = $3 and version = $4`,
    [tenantId, id, channelId, version],
  )
  return row?.accepted_at ?? null
}

/** Notes that the person agreed, for his later conversations; a second time changes nothing. */
export async function insertConsent(tx: Tx, person: Asked, version: number, at: number): Promise<void> {
  await tx.named(
    'consent.store',
    `insert into consents (tenant_id, contact_id, channel_id, version, accepted_at)
     values ($1, $2, $3, $4, to_timestamp($5 / 1000.0)) on conflict do nothing`,
    [person.tenantId, person.id, person.channelId, version, at],
  )
}

/** Notes it for this conversation, whose row is locked, and for the person's later ones. */
export async function storeConsent(tx: Tx, row: ConversationRow, version: number, at: number): Promise<void> {
  await insertConsent(tx, { tenantId: row.tenant_id, id: row.contact_id, channelId: row.channel_id }, version, at)
  await tx.named(
    'consent.note',
    'update conversations set consent_version = $3, consent_at = to_timestamp($4 / 1000.0) where tenant_id = $1 and id = $2',
    [row.tenant_id, row.id, version, at],
  )
}

/** What somebody agreed to before the shop named him, he has agreed to. */
export async function copyConsents(tx: Tx, tenantId: TenantId, from: ContactId, to: ContactId): Promise<void> {
  await tx.named(
    'consent.copy',
    `insert into consents (tenant_id, contact_id, channel_id, version, accepted_at)
     select tenant_id, $3, channel_id, version, accepted_at from consents where tenant_id = $1 and contact_id = $2
     on conflict do nothing`,
    [tenantId, from, to],
  )
}
