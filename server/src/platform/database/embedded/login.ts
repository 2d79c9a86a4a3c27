import { realpath } from 'node:fs/promises'
import { Client } from 'pg'
import { loopback, superuser } from './cluster-settings'

/** The superuser's connection string for a port. */
export function superuserUrlOf(port: number, password: string): string {
  return `postgresql://${superuser}:${encodeURIComponent(password)}@${loopback}:${port}/postgres`
}

/**
 * Logs in as superuser and asks the server who it is: its data directory (resolved) and version, or null when it does
 * not answer within five seconds, refuses the password, or is no PostgreSQL at all.
 */
export async function identifyServer(
  port: number,
  password: string,
): Promise<{ cluster: string; version: string } | null> {
  const client = new Client({
    connectionString: superuserUrlOf(port, password),
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  })
  // A server that dies while we ask is the same answer as one that never answered.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ cluster: string; version: string }>(
      `select current_setting('data_directory') as cluster, current_setting('server_version') as version`,
    )
    const row = rows[0]
    return row === undefined ? null : { cluster: await realpath(row.cluster), version: row.version }
  } catch {
    return null
  } finally {
    await client.end().catch(() => undefined)
  }
}
