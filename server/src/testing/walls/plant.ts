import { randomBytes, randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { tablesOf, type Column, type Table } from './catalogue'

/** Two merchants with one row each in every table that has a merchant. */
export interface Planted {
  readonly own: string
  readonly foreign: string
  readonly tables: readonly Table[]
}

/**
 * Puts a row of each merchant into every table, made from nothing but the catalogue's types. What a row means is of no
 * account to a wall, so checks are dropped in this copy, and triggers (foreign keys among them) rest while it is filled.
 */
export async function plantRows(superuserUrl: string): Promise<Planted> {
  const client = new Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await giveDefaults(client)
    const tables = await tablesOf(client)
    const [own, foreign] = [randomUUID(), randomUUID()]
    await dropChecks(client)
    await client.query(`set session_replication_role = replica`)
    for (const table of tables.filter(isHome)) {
      for (const tenantId of [own, foreign]) {
        const { text, values } = insertion(table, tenantId)
        await client.query(text, values)
      }
    }
    return { own, foreign, tables }
  } finally {
    await client.end()
  }
}

/** The tables of a database as they are now. */
export async function tablesAt(superuserUrl: string): Promise<Table[]> {
  const client = new Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    return await tablesOf(client)
  } finally {
    await client.end()
  }
}

/** Where rows of merchants are written: partitions are filled through the table they are part of. */
export const isHome = ({ tenantColumn, isPartition }: Table): boolean => tenantColumn !== null && !isPartition

/** A table in parts takes a planted row, wherever it would belong. */
async function giveDefaults(client: Client): Promise<void> {
  const { rows } = await client.query<{ table: string; part: string }>(`
    select c.oid::regclass::text as table, quote_ident(c.relname || '_planted') as part
      from pg_class c join pg_partitioned_table p on p.partrelid = c.oid where p.partdefid = 0`)
  for (const { table, part } of rows) {
    await client.query(`create table ${part} partition of ${table} default; alter table ${part} owner to keqiao;
      alter table ${part} enable row level security; alter table ${part} force row level security`)
  }
}

async function dropChecks(client: Client): Promise<void> {
  const { rows } = await client.query<{ table: string; name: string }>(`
    select conrelid::regclass::text as table, quote_ident(conname) as name from pg_constraint
     where contype = 'c' and conrelid <> 0 and coninhcount = 0 and connamespace = 'public'::regnamespace`)
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`)
}

/** A new row of a merchant, with something in every column that may be written. */
export function insertion(
  { name, columns, tenantColumn }: Table,
  tenantId: string,
): { text: string; values: unknown[] } {
  const written = columns.filter((column) => !column.generated)
  const values = written.map((column) => (column.name === tenantColumn ? tenantId : valueFor(column)))
  const names = written.map((column) => `"${column.name}"`).join(', ')
  const places = written.map((column, index) => `$${index + 1}::${column.type}`).join(', ')
  return { text: `insert into ${name} (${names}) values (${places})`, values }
}

let made = 0

/** Something of the column's type that no other row has. */
function valueFor({ name, type }: Column): unknown {
  if (type.endsWith('[]')) return []
  const kind = type.replace(/\(.*$/, '')
  made += 1
  switch (kind) {
    case 'uuid':
      return randomUUID()
    case 'bytea':
      return randomBytes(32)
    case 'boolean':
      return true
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'numeric':
    case 'double precision':
    case 'real':
    case 'xid8':
      return made % 32_000
    case 'json':
    case 'jsonb':
      return '{}'
    case 'tsvector':
      return `word${made}`
    case 'interval':
      return '1 minute'
    case 'inet':
      return '203.0.113.1'
    case 'timestamp with time zone':
    case 'timestamp without time zone':
    case 'date':
      return new Date(1_790_000_000_000 + made * 1_000).toISOString()
    case 'text':
    case 'character varying':
      return `planted-${made}`
    default:
      throw new Error(`no value is known for ${name} of type ${type}: add one, so that its table is proven too`)
  }
}
