import { connected } from './connect'
import { withDatabase } from './database-server'

/**
 * The application's role and its two doors, as docs/embedded-postgresql.md tells whoever brings a server of his own:
 * an ordinary role that inherits nothing, so that row-level security binds it.
 */
export async function makeApplicationRoles(superuserUrl: string, password: string): Promise<void> {
  await connected(superuserUrl, async (client) => {
    await client.query(`
      create role keqiao_tenant nologin noinherit;
      create role keqiao_system nologin noinherit;
      create role keqiao login createrole noinherit password '${password}';
      grant keqiao_tenant, keqiao_system to keqiao`)
  })
}

/** An empty database that the application's role owns. */
export async function makeDatabase(superuserUrl: string, name: string): Promise<void> {
  await connected(superuserUrl, (client) => client.query(`create database ${name} owner keqiao template template0`))
  // Before PostgreSQL 16 a role that does not inherit owns nothing by owning the database.
  await connected(withDatabase(superuserUrl, name), (client) => client.query('alter schema public owner to keqiao'))
}

/** A copy of a database to which nobody is connected. */
export async function copyDatabase(superuserUrl: string, from: string, to: string): Promise<void> {
  await connected(superuserUrl, (client) => client.query(`create database ${to} owner keqiao template ${from}`))
}
