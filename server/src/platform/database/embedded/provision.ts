import { randomBytes } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, DatabaseError } from 'pg'
import { readFileOrNull, replaceOwnedFile } from './owned-file'

/** The role the application logs in as. */
export const applicationRole = 'keqiao'
/** The database that role owns. */
export const applicationDatabase = 'keqiao'
/** The two doors of `withTenant` and `withSystem`: roles nobody logs in as, taken by `SET LOCAL ROLE`. */
export const doorRoles = ['keqiao_tenant', 'keqiao_system'] as const

const secretFile = 'application.secret'
/** Any number; two nodes that provision one server at the same time wait for each other on it. */
const provisionLock = 8_102_643

/**
 * The password of the application's role, from `application.secret` (mode 0600) in the database folder; made at the
 * first call. `dataDir` is the folder given to `startEmbeddedPostgres`, which must have been started.
 */
export async function applicationPassword(dataDir: string): Promise<string> {
  const path = join(await realpath(dataDir), secretFile)
  const known = (await readFileOrNull(path))?.trim()
  if (known) return known
  const password = randomBytes(32).toString('base64url')
  await replaceOwnedFile(path, `${password}\n`, { uid: null, gid: null, dropsRoot: false })
  return password
}

/**
 * Makes what the application needs on a PostgreSQL 15 or newer and returns the application's connection string: its
 * role (no superuser, bound by row-level security), the two door roles, which it may take but never has by itself, and
 * its database. Repeating it changes nothing, but for what somebody changed by hand in between. `superuserUrl` names a
 * role that may create roles and databases; PostgreSQL's errors pass through.
 */
export async function provisionDatabase(superuserUrl: string, { password }: { password: string }): Promise<string> {
  const applicationUrl = new URL(superuserUrl)
  applicationUrl.username = applicationRole
  applicationUrl.password = encodeURIComponent(password)
  applicationUrl.pathname = `/${applicationDatabase}`
  await withClient(superuserUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [provisionLock])
    await ensureRoles(client, password, applicationUrl)
    await ensureDatabase(client)
  })
  const databaseUrl = new URL(superuserUrl)
  databaseUrl.pathname = `/${applicationDatabase}`
  await withClient(databaseUrl.href, async (client) => {
    await client.query('select pg_advisory_lock($1)', [provisionLock])
    await ensureSchemaOwner(client)
  })
  return applicationUrl.href
}

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A lost connection also fails the query under way, which is where it is reported.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

async function ensureRoles(client: Client, password: string, applicationUrl: URL): Promise<void> {
  for (const role of doorRoles) await ensureRole(client, role, 'NOLOGIN NOCREATEROLE')
  // NOINHERIT: without one of the doors the application has no tenant's rights, so a forgotten door shows nothing.
  await ensureRole(client, applicationRole, 'LOGIN CREATEROLE')
  if (!(await passwordWorks(applicationUrl))) {
    await client.query(`set password_encryption = 'scram-sha-256'`)
    await client.query(`alter role ${applicationRole} password ${client.escapeLiteral(password)}`)
  }
  for (const role of doorRoles) await ensureMembership(client, role)
  await ensureRoleSettings(client)
}

async function ensureRole(client: Client, role: string, attributes: string): Promise<void> {
  const { rows } = await client.query<{ right: boolean }>(
    `select not (rolsuper or rolcreatedb or rolbypassrls or rolreplication or rolinherit)
            and rolcanlogin = $2 and rolcreaterole = $3 as right
       from pg_roles where rolname = $1`,
    [role, !attributes.includes('NOLOGIN'), !attributes.includes('NOCREATEROLE')],
  )
  if (rows[0]?.right === true) return
  const verb = rows.length === 0 ? 'create' : 'alter'
  const always = await harmlessAttributes(client, verb)
  await client.query(`${verb} role ${role} ${attributes} ${always}`)
}

/** Only a superuser may name SUPERUSER, REPLICATION and BYPASSRLS at all; a new role has none of them anyway. */
async function harmlessAttributes(client: Client, verb: 'create' | 'alter'): Promise<string> {
  const common = 'NOCREATEDB NOINHERIT'
  return verb === 'create' && !(await isSuperuser(client)) ? common : `${common} NOSUPERUSER NOREPLICATION NOBYPASSRLS`
}

async function isSuperuser(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ super: boolean }>(
    `select rolsuper as super from pg_roles where rolname = current_user`,
  )
  return rows[0]?.super === true
}

/** Asks by logging in; a database that does not exist yet is refused after the password was accepted. */
async function passwordWorks(applicationUrl: URL): Promise<boolean> {
  try {
    await withClient(applicationUrl.href, async () => undefined)
    return true
  } catch (error) {
    return error instanceof DatabaseError && error.code === '3D000'
  }
}

async function ensureMembership(client: Client, role: string): Promise<void> {
  // PostgreSQL 16 made inheriting and taking a role properties of the membership; before, the role's NOINHERIT decides
  // the one and every member may do the other.
  const perMembership = await serverIsAtLeast(client, 160_000)
  const condition = perMembership ? 'and set_option and not inherit_option' : ''
  const { rows } = await client.query(
    `select 1 from pg_auth_members
      where roleid = $1::regrole and member = $2::regrole ${condition}`,
    [role, applicationRole],
  )
  if (rows.length > 0) return
  await client.query(`grant ${role} to ${applicationRole} ${perMembership ? 'with inherit false, set true' : ''}`)
}

/** Errors quote values in their messages, so the server's log gets none of the application's; it logs its own by code. */
async function ensureRoleSettings(client: Client): Promise<void> {
  if (!(await isSuperuser(client))) return
  const wanted = { log_min_messages: 'log', log_min_error_statement: 'panic', log_error_verbosity: 'terse' }
  const { rows } = await client.query<{ settings: string[] | null }>(
    `select rolconfig as settings from pg_roles where rolname = $1`,
    [applicationRole],
  )
  const present = new Set(rows[0]?.settings ?? [])
  for (const [name, value] of Object.entries(wanted)) {
    if (!present.has(`${name}=${value}`)) await client.query(`alter role ${applicationRole} set ${name} = '${value}'`)
  }
}

async function ensureDatabase(client: Client): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    `select pg_get_userbyid(datdba) as owner from pg_database where datname = $1`,
    [applicationDatabase],
  )
  if (rows.length === 0) await createDatabase(client)
  else if (rows[0]?.owner !== applicationRole) {
    await client.query(`alter database ${applicationDatabase} owner to ${applicationRole}`)
  }
  const { rows: open } = await client.query(
    `select 1 from pg_database where datname = $1 and has_database_privilege('public', oid, 'connect')`,
    [applicationDatabase],
  )
  if (open.length > 0) await client.query(`revoke all on database ${applicationDatabase} from public`)
}

async function createDatabase(client: Client): Promise<void> {
  const statement = `create database ${applicationDatabase} owner ${applicationRole} template template0 encoding 'UTF8'`
  // The same order and case rules on every server, whatever locale it was set up with.
  if (await serverIsAtLeast(client, 170_000)) {
    await client.query(`${statement} locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C'`)
    return
  }
  try {
    await client.query(`${statement} lc_collate 'C' lc_ctype 'C.UTF-8'`)
  } catch (error) {
    // 42809: the server's system does not know that locale.
    if (!(error instanceof DatabaseError) || error.code !== '42809') throw error
    await client.query(`${statement} lc_collate 'C' lc_ctype 'C'`)
  }
}

/** Before PostgreSQL 16 a NOINHERIT owner of a database does not have its owner's right to create in `public`. */
async function ensureSchemaOwner(client: Client): Promise<void> {
  const { rows } = await client.query(
    `select 1 from pg_namespace where nspname = 'public' and pg_get_userbyid(nspowner) <> $1`,
    [applicationRole],
  )
  if (rows.length > 0) await client.query(`alter schema public owner to ${applicationRole}`)
}

async function serverIsAtLeast(client: Client, versionNumber: number): Promise<boolean> {
  const { rows } = await client.query<{ enough: boolean }>(
    `select current_setting('server_version_num')::int >= $1 as enough`,
    [versionNumber],
  )
  return rows[0]?.enough === true
}
