/** The yardstick's own database: the same schema on the same server, with conversations that no product listens to. */
import { copyDatabase } from '../postgres/application-roles'
import { connected } from '../postgres/connect'
import { withDatabase, type DatabaseServer } from '../postgres/database-server'
import { seedPeople } from '../seed/seed-people'

/** Conversations that append-one.sql chooses among; its range of `n`. */
export const referenceConversationCount = 256
const database = 'reference'

/** Where the yardstick runs. */
export interface Reference {
  readonly superuserUrl: string
  /** As the application, with the role that the batch append takes. */
  readonly applicationUrl: string
  /** What append-one.sql calls `:prefix`: the first 24 characters of the conversations' ids. */
  readonly prefix: string
}

/** Copies a migrated database to which nobody is connected, and puts the conversations in. */
export async function prepareReference(server: DatabaseServer, migrated: string): Promise<Reference> {
  await copyDatabase(server.superuserUrl, migrated, database)
  const superuserUrl = withDatabase(server.superuserUrl, database)
  const people = await seedPeople(superuserUrl, {
    merchantCount: 20,
    agentCount: 20,
    visitorCount: referenceConversationCount,
  })
  const time = Date.now().toString(16).padStart(12, '0')
  const prefix = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-`
  const { merchants, agents, visitors } = people
  const merchantOf = (i: number) => merchants[i % merchants.length]
  await connected(superuserUrl, async (client) => {
    await client.query(
      `insert into conversations (tenant_id, id, room_number, channel_id, group_id, group_name, contact_id, visitor_name,
                                  status, leg_epoch, leg_id, member_id, member_name, opened_at, queued_at, accepted_at)
       select tenant_id, ($1 || lpad(to_hex(n), 12, '0'))::uuid, (100000 + n)::text, channel_id, group_id, 'bench', contact_id,
              '访客' || (100000 + n), 'open', 1, gen_random_uuid(), member_id, 'agent', now(), now(), now()
         from unnest($2::int[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[])
              as t (n, tenant_id, channel_id, group_id, contact_id, member_id)`,
      [
        prefix,
        visitors.map((_, i) => i + 1),
        visitors.map((_, i) => merchantOf(i)?.tenantId),
        visitors.map((_, i) => merchantOf(i)?.channelId),
        visitors.map((_, i) => merchantOf(i)?.groupId),
        visitors.map(({ contactId }) => contactId),
        visitors.map((_, i) => agents[i % agents.length]?.memberId),
      ],
    )
    await client.query('analyze')
  })
  const applicationUrl = new URL(server.applicationUrl(database))
  applicationUrl.searchParams.set('options', '-c role=keqiao_system')
  // libpq does not read a plus as a space.
  return { superuserUrl, applicationUrl: applicationUrl.href.replaceAll('+', '%20'), prefix }
}

/** Fails unless the yardstick wrote whole messages: as many events as it says transactions, each with its state. */
export async function checkReference({ superuserUrl }: Reference): Promise<void> {
  await connected(superuserUrl, async (client) => {
    const { rows } = await client.query<{ ok: boolean; count: string }>(
      `select (select count(*) from events) = (select sum(seq) from conversations) as ok, (select count(*) from events) as count`,
    )
    if (rows[0]?.ok !== true || Number(rows[0].count) === 0) throw new Error('append-one.sql did not append')
  })
}
