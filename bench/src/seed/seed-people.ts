/**
 * Writes merchants, staff and visitors straight into a migrated database: the benchmark drives the product from
 * outside, and nothing outside can found merchants yet. Everything after that (signing in, opening, claiming, talking)
 * goes through the product's own doors.
 */
import { createHash, randomBytes } from 'node:crypto'
import { operations, type Operation } from '@keqiao/contract'
import type { Client } from 'pg'
import { connected } from '../postgres/connect'
import { newUuid7 } from './new-uuid'
import { agentPassword, hashPassword } from './password'
import type { Agent, Merchant, People, PeopleCounts, Visitor } from './people'

/** Seeds as superuser, whom row-level security does not bind. Agents and visitors are dealt to the merchants in turn. */
export async function seedPeople(superuserUrl: string, counts: PeopleCounts): Promise<People> {
  const merchants = Array.from({ length: counts.merchantCount }, (_, i): Merchant => {
    return {
      tenantId: newUuid7(),
      code: `${counts.prefix ?? 'bench'}-${i + 1}`,
      groupId: newUuid7(),
      channelId: newUuid7(),
    }
  })
  const agents = Array.from({ length: counts.agentCount }, (_, i): Agent => {
    const merchant = i % merchants.length
    return { merchant, memberId: newUuid7(), login: `${merchants[merchant]?.code}:agent-${i + 1}` }
  })
  const visitors = Array.from({ length: counts.visitorCount }, (_, i): Visitor => {
    return { merchant: i % merchants.length, contactId: newUuid7(), token: randomBytes(32).toString('base64url') }
  })
  await connected(superuserUrl, async (client) => {
    await client.query('begin')
    await insertMerchants(client, merchants)
    await insertAgents(client, merchants, agents)
    await insertVisitors(client, merchants, visitors)
    await client.query('commit')
    await client.query('analyze')
  })
  return { merchants, agents, visitors }
}

/** Whatever any operation asks for: these agents may do everything. */
function allPermissions(): string[] {
  const all = Object.values(operations).flatMap((feature) => Object.values<Operation>(feature))
  return [...new Set(all.flatMap(({ permission }) => (permission === null ? [] : [permission])))]
}

async function insertMerchants(client: Client, merchants: readonly Merchant[]): Promise<void> {
  const ids = merchants.map(({ tenantId }) => tenantId)
  await client.query(
    'insert into tenants (id, code, name) select id, code, code from unnest($1::uuid[], $2::text[]) as t (id, code)',
    [ids, merchants.map(({ code }) => code)],
  )
  await client.query(
    `insert into roles (tenant_id, id, key, name, permissions, scope)
     select id, gen_random_uuid(), 'agent', 'agent', $2::text[], 'own' from unnest($1::uuid[]) as t (id)`,
    [ids, allPermissions()],
  )
  await client.query(
    `insert into groups (tenant_id, id, name)
     select tenant_id, id, 'bench' from unnest($1::uuid[], $2::uuid[]) as t (tenant_id, id)`,
    [ids, merchants.map(({ groupId }) => groupId)],
  )
  await client.query(
    `insert into channels (tenant_id, id, key, name, group_id)
     select tenant_id, id, id::text, 'bench', group_id
       from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t (tenant_id, id, group_id)`,
    [ids, merchants.map(({ channelId }) => channelId), merchants.map(({ groupId }) => groupId)],
  )
}

async function insertAgents(client: Client, merchants: readonly Merchant[], agents: readonly Agent[]): Promise<void> {
  const tenants = agents.map(({ merchant }) => merchants[merchant]?.tenantId)
  const ids = agents.map(({ memberId }) => memberId)
  const accounts = agents.map(({ login }) => login.split(':')[1])
  await client.query(
    `insert into members (tenant_id, id, account, nickname, role_id)
     select t.tenant_id, t.id, t.account, t.account, r.id
       from unnest($1::uuid[], $2::uuid[], $3::text[]) as t (tenant_id, id, account)
       join roles r on r.tenant_id = t.tenant_id and r.key = 'agent'`,
    [tenants, ids, accounts],
  )
  await client.query(
    `insert into group_members (tenant_id, group_id, member_id)
     select t.tenant_id, g.id, t.id from unnest($1::uuid[], $2::uuid[]) as t (tenant_id, id)
       join groups g on g.tenant_id = t.tenant_id`,
    [tenants, ids],
  )
  await client.query(
    `insert into agent_load (tenant_id, member_id, capacity)
     select tenant_id, id, 500 from unnest($1::uuid[], $2::uuid[]) as t (tenant_id, id)`,
    [tenants, ids],
  )
  await client.query(
    `insert into auth.users (id, tenant_id, name, email, email_verified, username)
     select id, tenant_id, login, id || '@members.invalid', false, login
       from unnest($1::uuid[], $2::uuid[], $3::text[]) as t (tenant_id, id, login)`,
    [tenants, ids, agents.map(({ login }) => login)],
  )
  await client.query(
    `insert into auth.accounts (id, user_id, account_id, provider_id, password)
     select gen_random_uuid(), id, id::text, 'credential', $2 from unnest($1::uuid[]) as t (id)`,
    [ids, hashPassword(agentPassword)],
  )
}

async function insertVisitors(
  client: Client,
  merchants: readonly Merchant[],
  visitors: readonly Visitor[],
): Promise<void> {
  const tenants = visitors.map(({ merchant }) => merchants[merchant]?.tenantId)
  const ids = visitors.map(({ contactId }) => contactId)
  await client.query(
    `insert into contacts (tenant_id, id, name)
     select tenant_id, id, '访客' from unnest($1::uuid[], $2::uuid[]) as t (tenant_id, id)`,
    [tenants, ids],
  )
  await client.query(
    `insert into visitor_tokens (token_hash, tenant_id, contact_id, channel_id, expires_at)
     select hash, tenant_id, contact_id, channel_id, now() + interval '180 days'
       from unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::uuid[]) as t (hash, tenant_id, contact_id, channel_id)`,
    [
      visitors.map(({ token }) => createHash('sha256').update(token).digest()),
      tenants,
      ids,
      visitors.map(({ merchant }) => merchants[merchant]?.channelId),
    ],
  )
}
