import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'

/** Why the database cannot be used by this code; `code` is stable, the message is for the operator. */
export class MigrationError extends Error {
  constructor(
    readonly code:
      | 'database_newer_than_code'
      | 'migration_changed'
      | 'migration_failed'
      | 'database_role_too_powerful'
      | 'database_roles_missing'
      | 'database_too_old'
      | 'database_transaction_pooling'
      | 'database_encoding',
    message: string,
  ) {
    super(message)
  }
}

interface Migration {
  readonly name: string
  readonly checksum: string
  readonly text: string
}

interface MigrateOptions {
  readonly url: string
  /** Folder of NNNN_what_it_does.sql files. */
  readonly folder: string
  readonly onApplied?: (name: string) => void
}

/** Any number will do as long as nobody else takes it: the lock that lets one process migrate at a time. */
const lockKey = 7_239_115

/**
 * Brings the database to the code's schema: forward only, one process at a time, each migration in a transaction of its
 * own. Refuses a database that is newer than the code, a migration that was edited after it ran, a superuser (it would
 * bypass row-level security), and a server older than 15. Returns the names it applied.
 */
export async function migrate({ url, folder, onApplied }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = new Client({
    connectionString: url,
    application_name: 'keqiao migrate',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await checkServer(client)
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await checkSession(client, url)
    await ensureRoles(client)
    const applied = await applyMissing(client, migrations, onApplied)
    // A worker that was off for months must not leave this month's words in the default partition.
    await client.query(
      `do $$ begin if to_regproc('keep_event_partitions') is not null then perform keep_event_partitions(); end if; end $$`,
    )
    return applied
  } finally {
    await client.end()
  }
}

/** Names of the migrations that this code has and the database has not run; asked for by /readyz. */
export async function missingMigrations(url: string, folder: string): Promise<string[]> {
  const names = (await readMigrations(folder)).map((migration) => migration.name)
  const client = new Client({
    connectionString: url,
    application_name: 'keqiao readiness',
    connectionTimeoutMillis: 3_000,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>('select name from schema_migrations')
    const applied = new Set(rows.map((row) => row.name))
    return names.filter((name) => !applied.has(name))
  } finally {
    await client.end()
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function checkServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string; powerful: boolean }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
            rolsuper or rolbypassrls as powerful
       from pg_roles where rolname = current_user`,
  )
  const server = rows[0]
  if (!server || server.version < 150_000) {
    throw new MigrationError(
      'database_too_old',
      `PostgreSQL 15 or newer is needed, this is ${server?.version ?? 'unknown'}.`,
    )
  }
  if (server.encoding !== 'UTF8') {
    throw new MigrationError(
      'database_encoding',
      `The database must be encoded in UTF8, this one is ${server.encoding}.`,
    )
  }
  if (server.powerful) {
    throw new MigrationError(
      'database_role_too_powerful',
      'DATABASE_URL names a superuser or a role with BYPASSRLS, which row-level security does not bind. ' +
        'Create an ordinary role with CREATEROLE that owns the database and use that.',
    )
  }
}

/**
 * Under a transaction pooler two statements of one client may reach two sessions; named statements and the lock just
 * taken would be elsewhere. A second client that holds a transaction open takes the session away if it can be taken.
 */
async function checkSession(client: Client, url: string): Promise<void> {
  const other = new Client({
    connectionString: url,
    application_name: 'keqiao migrate',
    connectionTimeoutMillis: 10_000,
  })
  other.on('error', () => undefined)
  await client.query(`set session app.pooling_check = 'mine'`)
  await other.connect()
  try {
    await other.query('begin; select 1')
    const { rows } = await client.query<{ held: boolean; mine: string | null }>(
      `select exists (select 1 from pg_locks where locktype = 'advisory' and objid = $1 and pid = pg_backend_pid()) as held,
              current_setting('app.pooling_check', true) as mine`,
      [lockKey],
    )
    if (rows[0]?.held && rows[0].mine === 'mine') return
  } finally {
    await other.end()
  }
  throw new MigrationError(
    'database_transaction_pooling',
    'The connection goes through a transaction pooler, which loses session state. Use a direct connection or session pooling.',
  )
}

async function ensureRoles(client: Client): Promise<void> {
  if (!(await mayTakeRoles(client))) await grantRoles(client)
  const { rows } = await client.query<{ inherits: boolean }>(
    `select pg_has_role(current_user, 'keqiao_tenant', 'usage') or pg_has_role(current_user, 'keqiao_system', 'usage') as inherits`,
  )
  if (!rows[0]?.inherits) return
  throw new MigrationError(
    'database_role_too_powerful',
    'The role of DATABASE_URL has the rights of keqiao_tenant or keqiao_system without taking them, so that a query ' +
      'outside the two doors would see every merchant. As a superuser run: alter schema public owner to <the role>; ' +
      'alter role <the role> noinherit; (from PostgreSQL 16 on also: grant keqiao_tenant, keqiao_system to <the role> with inherit false, set true;)',
  )
}

async function grantRoles(client: Client): Promise<void> {
  try {
    await client.query(`
      do $$
      declare role_name text;
      begin
        foreach role_name in array array['keqiao_tenant', 'keqiao_system'] loop
          if not exists (select 1 from pg_roles where rolname = role_name) then
            begin
              execute format('create role %I nologin', role_name);
            exception when duplicate_object or unique_violation then null;
            end;
          end if;
          if current_setting('server_version_num')::int >= 160000 then
            execute format('grant %I to %I with inherit false, set true', role_name, current_user);
          else
            execute format('grant %I to %I', role_name, current_user);
          end if;
        end loop;
      end $$`)
    if (await mayTakeRoles(client)) return
    throw new Error('they exist, but may not be taken')
  } catch (error) {
    throw new MigrationError(
      'database_roles_missing',
      'The roles keqiao_tenant and keqiao_system cannot be used and could not be created. As a superuser run: ' +
        'create role keqiao_tenant nologin; create role keqiao_system nologin; ' +
        `grant keqiao_tenant, keqiao_system to <the role of DATABASE_URL>; (${error instanceof Error ? error.message : ''})`,
    )
  }
}

/** The two doors need `SET ROLE`; whether it is allowed differs by how the membership was granted, so it is tried. */
async function mayTakeRoles(client: Client): Promise<boolean> {
  try {
    await client.query('begin; set local role keqiao_tenant')
    await client.query('set local role none; set local role keqiao_system')
    return true
  } catch {
    return false
  } finally {
    await client.query('rollback')
  }
}

async function applyMissing(
  client: Client,
  migrations: Migration[],
  onApplied?: (name: string) => void,
): Promise<string[]> {
  await client.query(`
    create table if not exists schema_migrations (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`)
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations order by name',
  )
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum } of rows) {
    const migration = known.get(name)
    if (!migration) {
      throw new MigrationError(
        'database_newer_than_code',
        `The database has run ${name}, which this version does not know. Start the version that made it, or a newer one.`,
      )
    }
    if (migration.checksum !== checksum) {
      throw new MigrationError(
        'migration_changed',
        `${name} was changed after it ran here. Migrations are never edited.`,
      )
    }
  }
  const done = new Set(rows.map((row) => row.name))
  const missing = migrations.filter((migration) => !done.has(migration.name))
  for (const migration of missing) {
    await applyOne(client, migration)
    onApplied?.(migration.name)
  }
  return missing.map((migration) => migration.name)
}

async function applyOne(client: Client, { name, checksum, text }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(text)
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError('migration_failed', `${name} failed and was rolled back: ${reason}`)
  }
}
