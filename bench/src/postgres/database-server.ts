/** A PostgreSQL of the benchmark's own, on the loopback, with fsync on. */
export interface DatabaseServer {
  /** `PostgreSQL 15.9 (Debian …)` or `embedded PostgreSQL 18.4`. */
  readonly description: string
  readonly superuserUrl: string
  readonly postmasterPid: number
  /** The folder with pgbench, or null when there is none. */
  readonly programs: string | null
  /** How the application logs in to the database of that name. */
  applicationUrl(database: string): string
}

/** The same address with another database. */
export function withDatabase(url: string, database: string): string {
  const own = new URL(url)
  own.pathname = `/${database}`
  return own.href
}
