import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types, TypeOverrides } from 'pg'
import type { Tx } from '../../platform/database/tx'

/**
 * The connections of better-auth, which speaks its own SQL. They are no third door: each runs as the system role and sees
 * the schema `auth` alone, which the tenant's role cannot enter. Few, since sign-in waits for scrypt, not for them.
 */
export interface AuthDatabase {
  readonly db: Kysely<unknown>
  close(): Promise<void>
}

interface AuthDatabaseOptions {
  readonly url: string
  readonly poolSize: number
  readonly onError: (error: unknown, where: string) => void
}

/** Opens the pool; nothing connects before the first use. */
export function openAuthDatabase({ url, poolSize, onError }: AuthDatabaseOptions): AuthDatabase {
  // The doors read instants as numbers; better-auth computes with dates.
  const parsers = new TypeOverrides()
  parsers.setTypeParser(types.builtins.TIMESTAMPTZ, (text: string) => new Date(text))
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
    keepAlive: true,
    application_name: 'keqiao auth',
    types: parsers,
    options:
      '-c search_path=auth -c role=keqiao_system -c statement_timeout=15000 -c idle_in_transaction_session_timeout=10000 -c TimeZone=UTC',
  })
  pool.on('error', (error) => onError(error, 'idle auth connection'))
  // As in the doors: a lost connection is told to whoever asked, and ends nothing else.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  return { db, close: () => db.destroy() }
}

/** Our names for better-auth's tables and columns (migration 0002). */
export const authTables = {
  user: {
    modelName: 'users',
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
  session: {
    modelName: 'sessions',
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  account: {
    modelName: 'accounts',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
} as const

/** Those of the sessions that have neither ended nor expired. */
export async function selectLiveSessions(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const text = 'select id from auth.sessions where id = any($1) and expires_at > now()'
  const rows = await tx.named<{ id: string }>('live sessions', text, [ids])
  return new Set(rows.map((row) => row.id))
}
