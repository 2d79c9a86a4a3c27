import type { Client } from 'pg'

/** One column as the catalogue tells of it. */
export interface Column {
  readonly name: string
  /** As `format_type` writes it. */
  readonly type: string
  readonly notNull: boolean
  /** Computed by the database; nobody may write it. */
  readonly generated: boolean
}

/** A table, or a partition of one. */
export interface Table {
  /** Quoted, with its schema. */
  readonly name: string
  readonly isPartition: boolean
  readonly columns: readonly Column[]
  /** Of its rows' merchant; null: the table belongs to nobody in particular. */
  readonly tenantColumn: string | null
  /** Row-level security is on, and for its owner too. */
  readonly isWalled: boolean
}

/** Schemas whose tables are ours to answer for; the queue's own are closed to merchants altogether, and that is proven. */
const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_temp|^pg_toast_temp'`

interface ColumnRow extends Column {
  readonly table: string
  readonly schema: string
  readonly relname: string
  readonly is_partition: boolean
  readonly is_walled: boolean
}

/** Every table of the database but PostgreSQL's own, asked of the database, so that a new one is in by itself. */
export async function tablesOf(client: Client): Promise<Table[]> {
  const { rows } = await client.query<ColumnRow>(`
    select format('%I.%I', n.nspname, c.relname) as table, n.nspname as schema, c.relname, c.relispartition as is_partition,
           c.relrowsecurity and c.relforcerowsecurity as is_walled,
           a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "notNull",
           a.attgenerated <> '' or a.attidentity = 'a' as generated
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and ${ours}
     order by n.nspname, c.relname, a.attnum`)
  const byTable = new Map<string, ColumnRow[]>()
  for (const row of rows) byTable.set(row.table, [...(byTable.get(row.table) ?? []), row])
  return [...byTable].map(([name, columns]) => ({
    name,
    isPartition: columns.some((column) => column.is_partition),
    isWalled: columns.every((column) => column.is_walled),
    columns,
    tenantColumn: tenantColumnOf(columns),
  }))
}

function tenantColumnOf(columns: readonly ColumnRow[]): string | null {
  if (columns.some(({ name }) => name === 'tenant_id')) return 'tenant_id'
  return columns.some(({ schema, relname }) => schema === 'public' && relname === 'tenants') ? 'id' : null
}

/** A view, a sequence, a function or a schema that a merchant's role could reach in some way. */
export interface Reachable {
  readonly kind: 'view' | 'sequence' | 'function' | 'schema' | 'table right'
  readonly name: string
  /** What about it is wrong in itself; null: nothing, where it is expected to be reached. */
  readonly fault: string | null
}

/**
 * What the role may reach beside rows of tables. A function that runs with its owner's rights, and a view that reads with
 * them, stand outside of the wall; a sequence tells one merchant how busy the others are.
 */
export async function reachableBy(client: Client, role: string): Promise<Reachable[]> {
  const { rows } = await client.query<Reachable>(
    `
    select 'view' as kind, format('%I.%I', n.nspname, c.relname) as name,
           case when c.relkind = 'm' then 'keeps rows of all merchants'
                when not coalesce(c.reloptions @> '{security_invoker=true}', false) then 'reads with the rights of its owner'
           end as fault
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('v', 'm') and ${ours}
       and has_schema_privilege($1, n.oid, 'usage') and has_any_column_privilege($1, c.oid, 'select')
    union all
    select 'sequence', format('%I.%I', n.nspname, c.relname), 'counts for all merchants together'
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${ours}
       and (has_sequence_privilege($1, c.oid, 'usage') or has_sequence_privilege($1, c.oid, 'select')
         or has_sequence_privilege($1, c.oid, 'update'))
    union all
    select 'function', format('%I.%I', n.nspname, p.proname),
           case when p.proconfig is null or not exists (select 1 from unnest(p.proconfig) s where s like 'search_path=%')
                then 'has no search path of its own' end
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and ${ours}
       and has_schema_privilege($1, n.oid, 'usage') and has_function_privilege($1, p.oid, 'execute')
    union all
    select 'schema', n.nspname, case when has_schema_privilege($1, n.oid, 'create') then 'lets a merchant make things' end
      from pg_namespace n where ${ours} and has_schema_privilege($1, n.oid, 'usage')
    union all
    select 'table right', format('%s on %I.%I', right_name, n.nspname, c.relname), 'row-level security does not bound it'
      from pg_class c join pg_namespace n on n.oid = c.relnamespace,
           unnest(array['truncate', 'references', 'trigger']) right_name
     where c.relkind in ('r', 'p') and ${ours} and has_table_privilege($1, c.oid, right_name)
    order by 1, 2`,
    [role],
  )
  return rows
}

/** What of the role itself would make every wall useless. */
export async function powersOf(client: Client, role: string): Promise<string[]> {
  const { rows } = await client.query<{ power: string }>(
    `
    select power from pg_roles r,
           unnest(array['superuser', 'bypassrls', 'createrole', 'createdb', 'replication'],
                  array[rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication]) as p(power, has)
     where r.rolname = $1 and has
    union all
    select 'member of ' || b.rolname from pg_auth_members m join pg_roles r on r.oid = m.member
      join pg_roles b on b.oid = m.roleid where r.rolname = $1`,
    [role],
  )
  return rows.map((row) => row.power)
}
