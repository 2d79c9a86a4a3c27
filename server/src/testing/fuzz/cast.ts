import { randomUUID } from 'node:crypto'
import { keyScopes } from '@keqiao/domain'
import { Client } from 'pg'
import type { RunningProduct } from '../running-product'
import type { Dice } from './dice'

/** Who calls, and which rows he may have heard of. */
export interface Cast {
  /** Headers of somebody; a new one is drawn each time. */
  someone(dice: Dice): Record<string, string>
  /** Cookie or token of whoever may open a socket. */
  socketOf(dice: Dice): { cookie: string } | { token: string }
  /** Ids for fields of this name: own rows and those of the other merchant. */
  known(dice: Dice): (field: string) => string | undefined
  /** Signs everybody in again where a call has ended a session. */
  renew(): Promise<void>
}

/** Stands in everything that the other merchant has; nobody of ours may ever be told it. */
export const canary = 'KANARIENVOGEL'

/** Rows that an id in a request may name; never those of the people who ask, or they would lock themselves out. */
const tables: readonly (readonly [field: RegExp, table: string])[] = [
  [/^(conversationId|s)s?$/, 'conversations'],
  [/^channelIds?$/, 'channels'],
  [/^groupIds?$/, 'groups'],
  [/^contactIds?$/, 'contacts'],
  [/^entryIds?$/, 'knowledge_entries'],
  [/^categoryId$/, 'knowledge_categories'],
  [/^phraseId$/, 'phrases'],
  [/^legId$/, 'legs'],
  [/^offlineMessageIds?$/, 'offline_messages'],
  [/^memberIds?$/, 'members'],
]

/** Puts the people of the first merchant before the doors, and the canary into everything of the second. */
export async function castFor(house: RunningProduct): Promise<Cast> {
  const [own, foreign] = house.demo.merchants
  if (!own?.tenantId || !foreign?.tenantId) throw new Error('the demo has two merchants')
  await fill(house)
  await markForeign(house, foreign.tenantId)
  const rows = await readRows(house, own.tenantId)
  let people = await enter(house)
  const headers = (): Record<string, string>[] => [
    ...Array.from({ length: 5 }, () => ({ cookie: people.boss })),
    ...Array.from({ length: 2 }, () => ({ cookie: people.agent })),
    ...Array.from({ length: 3 }, () => ({ authorization: `Bearer ${people.visitor}` })),
    { authorization: `Bearer ${people.key}` },
    {},
    { cookie: 'keqiao.session_token=x.y' },
    { authorization: 'Bearer kq_x' },
  ]
  return {
    someone: (dice) => dice.pick(headers()) ?? {},
    socketOf: (dice) =>
      dice.happens(0.5) ? { cookie: people.boss } : dice.pick([{ cookie: people.agent }, { token: people.visitor }]),
    known: (dice) => (field) => {
      const table = tables.find(([pattern]) => pattern.test(field))?.[1]
      return table && dice.pick(rows.get(table) ?? [])
    },
    async renew() {
      for (const cookie of [people.boss, people.agent])
        if ((await house.http('/api/session', { cookie })).status !== 200) return void (people = await enter(house))
    },
  }
}

interface Entered {
  readonly boss: string
  readonly agent: string
  readonly visitor: string
  readonly key: string
}

async function enter(house: RunningProduct): Promise<Entered> {
  const boss = await house.signIn(0, 0)
  const [agent, { token: visitor }] = [await house.signIn(0, 1), await house.visitor()]
  const made = await house.http('/api/api-keys', {
    method: 'POST',
    cookie: boss,
    body: { name: randomUUID(), scopes: keyScopes, expiresAt: null },
    headers: { 'idempotency-key': randomUUID() },
  })
  return { boss, agent, visitor, key: (made.json as { token?: string }).token ?? '' }
}

/** A dialogue at both merchants. */
async function fill(house: RunningProduct): Promise<void> {
  for (const merchant of [0, 1]) {
    const socket = await house.connect({ token: (await house.visitor(merchant)).token })
    const opened = await socket.call('conversation.open', {})
    if (!opened.ok) throw new Error(opened.error.code)
    const { id: conversationId } = (opened.result as { conversation: { id: string } }).conversation
    await socket.call('conversation.sendMessage', { conversationId, body: { kind: 'text', text: '在吗' } })
    socket.close()
  }
}

/**
 * Writes the canary into every text of a merchant that takes it, by plain SQL: what has a check or a key keeps its words.
 * Texts in JSON are those of messages, names and titles.
 */
async function markForeign(house: RunningProduct, tenantId: string): Promise<void> {
  const client = new Client({ connectionString: house.database.superuserUrl })
  await client.connect()
  const { rows } = await client.query<{ table: string; column: string; type: string }>(`
    select format('%I.%I', table_schema, table_name) as table, quote_ident(column_name) as column, data_type as type
      from information_schema.columns c
     where table_schema = 'public' and data_type in ('text', 'jsonb') and is_generated = 'NEVER'
       and column_name not in ('key', 'code', 'account', 'type', 'stream', 'status', 'kind', 'permissions', 'settings')
       and exists (select 1 from information_schema.columns t where t.table_schema = c.table_schema
                      and t.table_name = c.table_name and t.column_name = 'tenant_id')`)
  for (const { table, column, type } of rows) {
    const marked =
      type === 'text'
        ? `'${canary} ' || ${column}`
        : `regexp_replace(${column}::text, '"(text|name|nickname|title|question)": "', '"\\1": "${canary} ', 'g')::jsonb`
    await client
      .query(`update ${table} set ${column} = ${marked} where tenant_id = $1`, [tenantId])
      .catch(() => undefined)
  }
  await client.end()
}

async function readRows(house: RunningProduct, ownId: string): Promise<Map<string, string[]>> {
  const client = new Client({ connectionString: house.database.superuserUrl })
  await client.connect()
  const found = new Map<string, string[]>()
  for (const [, table] of tables) {
    const others = table === 'members' ? `where tenant_id <> '${ownId}' or account not in ('admin', 'anqing')` : ''
    const { rows } = await client.query<{ id: string }>(`select id from ${table} ${others} order by id limit 40`)
    found.set(
      table,
      rows.map(({ id }) => id),
    )
  }
  await client.end()
  return found
}
