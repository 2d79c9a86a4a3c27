import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  DummyDriver,
  type Compilable,
} from 'kysely'
import type { PoolClient, QueryConfig } from 'pg'

/** One open transaction behind one of the two doors. */
export interface Tx {
  /** Runs a query built by `sqlFor`, returning its rows. */
  run<Row>(query: Compilable<Row>): Promise<Row[]>
  /** Runs a named statement: planned once per connection, for hot paths. */
  named<Row>(name: string, text: string, values: unknown[]): Promise<Row[]>
  /** Runs a statement as it is written. */
  rows<Row>(text: string, values?: unknown[]): Promise<Row[]>
  /** Runs after COMMIT, never after a rollback; what it throws is logged and changes nothing. */
  afterCommit(task: () => void): void
}

/** A typed query builder over the tables a feature names; it compiles only, `Tx.run` executes. */
export function sqlFor<Tables>(): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

/** Wraps a checked-out connection; the doors own BEGIN and COMMIT. */
export function createTx(client: PoolClient, afterCommit: (() => void)[]): Tx {
  return {
    run<Row>(query: Compilable<Row>) {
      const { sql, parameters } = query.compile()
      return rowsOf<Row>(client, { text: sql, values: [...parameters] })
    },
    named<Row>(name: string, text: string, values: unknown[]) {
      return rowsOf<Row>(client, { name, text, values })
    },
    rows<Row>(text: string, values: unknown[] = []) {
      return rowsOf<Row>(client, { text, values })
    },
    afterCommit(task) {
      afterCommit.push(task)
    },
  }
}

async function rowsOf<Row>(client: PoolClient, query: QueryConfig): Promise<Row[]> {
  return (await ask<Row>(client, query)).rows
}

/** Ours, beside the server's: a host that died without a word must not hold a lane until TCP gives up. */
export const answerWithinMs = 20_000

/**
 * Asks with a callback and a timer of its own. The promise and the `query_timeout` of pg would do the same, but after the
 * answer they still hold it, and what is promoted with the one before drags the next along: whoever reads page after
 * page grew by all that he had read until the whole heap was cleared (docs/benchmarks.md, Exports). So nothing that
 * lives on with the timer leads to the answer.
 */
export async function ask<Row>(client: PoolClient, query: QueryConfig): Promise<Answer<Row>> {
  const late: { fail: ((error: Error) => void) | null } = { fail: null }
  const timer = setTimeout(() => late.fail?.(new Error('Query read timeout')), answerWithinMs)
  try {
    return await new Promise<Answer<Row>>((resolve, reject) => {
      late.fail = reject
      client.query(query, (error: Error | null, result) => (error ? reject(error) : resolve(result as Answer<Row>)))
    })
  } catch (error) {
    // From whoever asked, as pg does it: not from the socket that brought the answer.
    if (error instanceof Error) Error.captureStackTrace(error)
    throw error
  } finally {
    clearTimeout(timer)
    late.fail = null
  }
}

interface Answer<Row> {
  readonly command: string
  readonly rows: Row[]
}
