import type { TenantId } from '@keqiao/domain'
import { DatabaseError, Pool, types, type PoolClient, type PoolConfig, type QueryConfig } from 'pg'
import { answerWithinMs, ask, createTx, type Tx } from './tx'

/**
 * The two doors to the database. Each transaction takes on a role that row-level security knows (`SET LOCAL ROLE`), so
 * that a query that forgot its tenant finds nothing instead of everything.
 *
 * - `withTenant` sees the rows of one merchant.
 * - `withSystem` sees all; the files that may call it are listed in tools/ and checked by machine.
 */
export interface Doors {
  withTenant<Result>(tenantId: TenantId, work: (tx: Tx) => Promise<Result>): Promise<Result>
  withSystem<Result>(reason: string, work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** Whether the database answers, for /readyz. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Thrown out of a door's work to roll back and hand a value to the caller of the door. */
export class Rollback<Value> extends Error {
  constructor(readonly value: Value) {
    super('rolled back')
  }
}

// int8 as number: our seqs and counts stay far below 2^53. timestamptz as epoch milliseconds: one kind of instant.
types.setTypeParser(types.builtins.INT8, Number)
types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => Date.parse(text))

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

interface DoorOptions {
  readonly url: string
  /** Connections this process holds at most. */
  readonly poolSize: number
  readonly onError: (error: unknown, where: string) => void
}

/** Opens a pool on `url`; nothing connects before the first use. */
export function openDoors({ url, poolSize, onError }: DoorOptions): Doors {
  const options: PoolConfig & { pipeline: boolean } = {
    connectionString: url,
    // Queries that do not wait for each other share a round trip; the server still takes them one by one, in order.
    pipeline: true,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'keqiao',
    // A transaction that hangs would hold back every reader of the log (architecture.md section 5).
    options:
      '-c statement_timeout=15000 -c idle_in_transaction_session_timeout=10000 -c lock_timeout=5000 -c TimeZone=UTC',
  }
  const pool = new Pool(options)
  pool.on('error', (error) => onError(error, 'idle connection'))
  // Whoever holds a connection hears of its loss by his query; without a listener Node would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))

  async function transact<Result>(opening: string, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const client = await pool.connect()
    const afterCommit: (() => void)[] = []
    let broken: Error | undefined
    try {
      // Not waited for: the first query of the work travels right behind it. If it fails, everything after it fails.
      const begun = ask(client, { text: `begin; ${opening}` })
      const [result] = await Promise.all([work(createTx(client, afterCommit)), begun])
      // A transaction that failed inside, with the failure swallowed, answers COMMIT with ROLLBACK: nothing was stored.
      const { command } = await ask(client, { text: 'commit' })
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back')
      for (const task of afterCommit) settle(task, onError)
      return result
    } catch (error) {
      broken = await rollBack(client, error)
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    withTenant(tenantId, work) {
      if (!uuidShape.test(tenantId)) throw new TypeError('tenant id is not a UUID')
      return transact(`set local role keqiao_tenant; set local app.tenant = '${tenantId}'`, work)
    },
    withSystem: (_reason, work) => transact('set local role keqiao_system', work),
    async ping() {
      const question: QueryConfig & { query_timeout: number } = { text: 'select 1', query_timeout: answerWithinMs }
      await pool.query(question)
    },
    close: () => pool.end(),
  }
}

/** Ends the failed transaction; returns an error when the connection cannot be used again. */
async function rollBack(client: PoolClient, cause: unknown): Promise<Error | undefined> {
  // A connection that was lost or does not answer is not asked again.
  if (!(cause instanceof DatabaseError) && isUnavailable(cause)) return new Error('the connection is lost')
  const answered = cause instanceof DatabaseError || cause instanceof Rollback
  try {
    await ask(client, { text: 'rollback' })
    return undefined
  } catch (error) {
    return answered || !(error instanceof Error) ? new Error('rollback failed') : error
  }
}

function settle(task: () => void, onError: DoorOptions['onError']): void {
  try {
    task()
  } catch (error) {
    onError(error, 'after commit')
  }
}

/** SQLSTATE of a database error; undefined for anything else (a lost connection has none). */
export function sqlState(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined
}

/** Whether somebody else has just stored what must exist once; the same again may find it there. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505'
}

/** Whether the database could not be reached or asked to come back: the same call may succeed later. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error)
  // 08 connection, 40 serialization and deadlock, 53 resources, 55P03 lock timeout, 57 shutdown or cancel, 25006
  // read-only, 25P03 idle in transaction
  // A database that lets nobody in just now ends the connection with a code that means something else inside one.
  if (error instanceof DatabaseError && state === '55000') return error.severity === 'FATAL'
  if (state !== undefined) return /^(08|40|53|57)/.test(state) || ['55P03', '25006', '25P03'].includes(state)
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)/.test(code) ||
    /terminated|timeout|connection/i.test(error.message)
  )
}
