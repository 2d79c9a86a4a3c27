import type { Locale } from '@keqiao/contract'
import type { MemberId, TenantId } from '@keqiao/domain'
import { sqlFor, type Tx } from '../../platform/database/tx'

/** A browser that wants to be told. */
export interface PushSubscriptionRow {
  readonly tenant_id: TenantId
  readonly id: string
  readonly member_id: MemberId
  readonly session_id: string
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
  readonly locale: Locale
  readonly created_at: number
}

const db = sqlFor<{ push_subscriptions: PushSubscriptionRow }>()

/** A browser subscribes anew whenever its console begins: the last word counts, whoever said it. */
export async function storeSubscription(tx: Tx, row: PushSubscriptionRow): Promise<void> {
  await tx.rows(
    `insert into push_subscriptions (tenant_id, id, member_id, session_id, endpoint, p256dh, auth, locale, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000))
     on conflict (tenant_id, endpoint) do update
       set member_id = excluded.member_id, session_id = excluded.session_id, p256dh = excluded.p256dh,
           auth = excluded.auth, locale = excluded.locale`,
    [
      row.tenant_id,
      row.id,
      row.member_id,
      row.session_id,
      row.endpoint,
      row.p256dh,
      row.auth,
      row.locale,
      row.created_at,
    ],
  )
  // Browsers that were thrown away say nothing: the newest twenty of a member are enough.
  await tx.rows(
    `delete from push_subscriptions where tenant_id = $1 and member_id = $2 and id in (
       select id from push_subscriptions where tenant_id = $1 and member_id = $2
        order by created_at desc, id desc offset 20)`,
    [row.tenant_id, row.member_id],
  )
}

export async function selectSubscriptions(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
): Promise<PushSubscriptionRow[]> {
  const query = db.selectFrom('push_subscriptions').selectAll()
  return tx.run(query.where('tenant_id', '=', tenantId).where('member_id', '=', memberId).orderBy('id'))
}

export async function deleteSubscription(
  tx: Tx,
  tenantId: TenantId,
  memberId: MemberId,
  endpoint: string,
): Promise<void> {
  const query = db.deleteFrom('push_subscriptions').where('tenant_id', '=', tenantId)
  await tx.run(query.where('member_id', '=', memberId).where('endpoint', '=', endpoint))
}

/** Of these members those who have a browser to be told by. Behind the system door. */
export async function selectSubscribed(tx: Tx, memberIds: readonly MemberId[]): Promise<ReadonlySet<MemberId>> {
  const rows = await tx.rows<{ member_id: MemberId }>(
    'select distinct member_id from push_subscriptions where member_id = any($1::uuid[])',
    [memberIds],
  )
  return new Set(rows.map((row) => row.member_id))
}

/** The installation's key pair as it is kept; null: none was made yet. */
export async function selectPushKeys(tx: Tx): Promise<{ publicKey: string; sealed: Buffer } | null> {
  const [row] = await tx.rows<{ publicKey: string | null; sealed: Buffer | null }>(
    'select push_public_key as "publicKey", push_private_key as sealed from installation for update',
  )
  return row?.publicKey && row.sealed ? { publicKey: row.publicKey, sealed: row.sealed } : null
}

/** Keeps a new pair; what was subscribed by the one before can be told nothing more. */
export async function storePushKeys(tx: Tx, publicKey: string, sealed: Buffer): Promise<void> {
  await tx.rows('update installation set push_public_key = $1, push_private_key = $2', [publicKey, sealed])
  await tx.rows('delete from push_subscriptions')
}
