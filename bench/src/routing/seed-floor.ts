/** One merchant with several lines, and agents who each work in two of them. */
import { connected } from '../postgres/connect'
import { newUuid7 } from '../seed/new-uuid'
import type { Agent } from '../seed/people'
import { seedPeople } from '../seed/seed-people'

/** How many of each. */
export interface FloorCounts {
  readonly groupCount: number
  readonly agentCount: number
  readonly capacity: number
  readonly visitorCount: number
}

/** Who waits where, and who works. */
export interface Floor {
  readonly tenantId: string
  readonly agents: readonly Agent[]
  readonly memberIds: readonly string[]
  readonly groupIds: readonly string[]
  /** Dealt to the groups in turn. */
  readonly visitors: readonly { readonly contactId: string; readonly channelId: string; readonly token: string }[]
}

/** Writes them into a migrated database, as superuser. */
export async function seedFloor(superuserUrl: string, counts: FloorCounts): Promise<Floor> {
  const people = await seedPeople(superuserUrl, { merchantCount: 1, prefix: 'floor', ...counts })
  const [merchant] = people.merchants
  if (!merchant) throw new Error('there is no merchant')
  const { tenantId } = merchant
  const memberIds = people.agents.map(({ memberId }) => memberId)
  const groups = Array.from({ length: counts.groupCount }, (_, i) => {
    return { id: newUuid7(), channelId: newUuid7(), name: `line ${i + 1}` }
  })
  const groupOf = (i: number) => groups[i % groups.length]
  await connected(superuserUrl, async (client) => {
    await client.query('begin')
    await client.query(
      `insert into groups (tenant_id, id, name) select $1, id, name from unnest($2::uuid[], $3::text[]) as t (id, name)`,
      [tenantId, groups.map(({ id }) => id), groups.map(({ name }) => name)],
    )
    await client.query(
      `insert into channels (tenant_id, id, key, name, group_id)
       select $1, id, id::text, 'bench', group_id from unnest($2::uuid[], $3::uuid[]) as t (id, group_id)`,
      [tenantId, groups.map(({ channelId }) => channelId), groups.map(({ id }) => id)],
    )
    await client.query('delete from group_members where tenant_id = $1', [tenantId])
    await client.query(
      `insert into group_members (tenant_id, group_id, member_id)
       select $1, group_id, member_id from unnest($2::uuid[], $3::uuid[]) as t (group_id, member_id)`,
      [
        tenantId,
        memberIds.flatMap((_, i) => [groupOf(i)?.id, groupOf(i + 1)?.id]),
        memberIds.flatMap((memberId) => [memberId, memberId]),
      ],
    )
    await client.query('update agent_load set capacity = $2 where tenant_id = $1', [tenantId, counts.capacity])
    await client.query(
      `update visitor_tokens v set channel_id = t.channel_id
         from unnest($1::uuid[], $2::uuid[]) as t (contact_id, channel_id) where v.contact_id = t.contact_id`,
      [people.visitors.map(({ contactId }) => contactId), people.visitors.map((_, i) => groupOf(i)?.channelId)],
    )
    await client.query('commit')
    await client.query('analyze')
  })
  const visitors = people.visitors.map(({ contactId, token }, i) => {
    return { contactId, token, channelId: groupOf(i)?.channelId ?? '' }
  })
  return { tenantId, agents: people.agents, memberIds, groupIds: groups.map(({ id }) => id), visitors }
}
