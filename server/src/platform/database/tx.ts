import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  DummyDriver,
  type Compilable,
} from 'kysely'
import type { PoolClient } from 'pg'

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
    async run<Row>(query: Compilable<Row>) {
      const { sql, parameters } = query.compile()
      return (await client.query(sql, [...parameters])).rows as Row[]
    },
    async named<Row>(name: string, text: string, values: unknown[]) {
      return (await client.query({ name, text, values })).rows as Row[]
    },
    async rows<Row>(text: string, values: unknown[] = []) {
      return (await client.query(text, values)).rows as Row[]
    },
    afterCommit(task) {
      afterCommit.push(task)
    },
  }
}
