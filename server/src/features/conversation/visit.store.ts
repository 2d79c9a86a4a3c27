import type { ChannelId, ContactId, ConversationId, Region, TenantId, Visit } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'

interface VisitColumns {
  pages: Visit['pages']
  referrer: string | null
  region: Region | null
  product: Visit['product']
  orders: Visit['orders']
  left_at: number | null
}

const columns = 'v.pages, v.referrer, v.region, v.product, v.orders, v.left_at'

const visitOf = ({ pages, referrer, region, product, orders, left_at }: VisitColumns): Visit => ({
  pages,
  referrer,
  region,
  product,
  orders,
  leftAt: left_at,
})

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

/** What is known of the visit when its conversation opens. */
export async function insertVisit(tx: Tx, tenantId: TenantId, conversationId: string, visit: Visit): Promise<void> {
  await tx.rows(
    `insert into visits (tenant_id, conversation_id, pages, referrer, region, product, orders)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tenantId,
      conversationId,
      JSON.stringify(visit.pages),
      visit.referrer,
      json(visit.region),
      json(visit.product),
      JSON.stringify(visit.orders),
    ],
  )
}

/** The visit of a conversation; null where none was kept. */
export async function findVisit(tx: Tx, tenantId: TenantId, conversationId: string): Promise<Visit | null> {
  const text = `select ${columns} from visits v where v.tenant_id = $1 and v.conversation_id = $2`
  const [row] = await tx.named<VisitColumns>('visit.find', text, [tenantId, conversationId])
  return row ? visitOf(row) : null
}

/** Whose browser tells of a visit. */
export interface VisitKey {
  readonly tenantId: TenantId
  readonly contactId: ContactId
  readonly channelId: ChannelId
}

/** A visit of a conversation that goes on; `index` is the place of its visitor among those asked for. */
export interface OpenVisit {
  readonly index: number
  readonly conversationId: ConversationId
  readonly visit: Visit
}

/** The visits of those visitors' conversations that go on, locked in order of their ids; behind the system door. */
export async function lockOpenVisits(tx: Tx, visitors: readonly VisitKey[]): Promise<OpenVisit[]> {
  const values = [
    visitors.map((visitor) => visitor.tenantId),
    visitors.map((visitor) => visitor.contactId),
    visitors.map((visitor) => visitor.channelId),
  ]
  const going = `unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as t (tenant_id, contact_id, channel_id, index)
       join conversations c on c.tenant_id = t.tenant_id and c.contact_id = t.contact_id and c.channel_id = t.channel_id
        and c.status <> 'closed'`
  // Conversations that were open before visits were kept have no row yet.
  await tx.named(
    'visit.ensure',
    `insert into visits (tenant_id, conversation_id) select c.tenant_id, c.id from ${going} order by c.id
     on conflict do nothing`,
    values,
  )
  const rows = await tx.named<VisitColumns & { index: number; conversation_id: ConversationId }>(
    'visit.lock',
    `select t.index - 1 as index, v.conversation_id, ${columns} from ${going}
       join visits v on v.conversation_id = c.id order by v.conversation_id for no key update of v`,
    values,
  )
  return rows.map((row) => ({ index: row.index, conversationId: row.conversation_id, visit: visitOf(row) }))
}

/** Stores locked visits as they are now. */
export async function updateVisits(tx: Tx, visits: readonly Omit<OpenVisit, 'index'>[]): Promise<void> {
  await tx.named(
    'visit.update',
    `update visits v set pages = t.pages::jsonb, referrer = t.referrer, region = t.region::jsonb,
            product = t.product::jsonb, orders = t.orders::jsonb, left_at = to_timestamp(t.left_at / 1000.0), updated_at = now()
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[])
            as t (id, pages, referrer, region, product, orders, left_at)
      where v.conversation_id = t.id`,
    [
      visits.map((one) => one.conversationId),
      visits.map((one) => JSON.stringify(one.visit.pages)),
      visits.map((one) => one.visit.referrer),
      visits.map((one) => json(one.visit.region)),
      visits.map((one) => json(one.visit.product)),
      visits.map((one) => JSON.stringify(one.visit.orders)),
      visits.map((one) => one.visit.leftAt),
    ],
  )
}
