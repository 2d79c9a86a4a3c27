import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types, TypeOverrides } from 'pg'

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
    application_name: 'keqiao auth',
    types: parsers,
    options:
      '-c search_path=auth -c role=keqiao_system -c statement_timeout=15000 -c idle_in_transaction_session_timeout=10000 -c TimeZone=UTC',
  })
  pool.on('error', (error) => onError(error, 'idle auth connection'))
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
