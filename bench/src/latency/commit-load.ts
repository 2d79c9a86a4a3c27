/** The floor of the database: one row, one transaction, at the same rate. */
import { Pool } from 'pg'
import { appendOneStatement } from '../reference/append-one'
import { referenceConversationCount } from '../reference/prepare-reference'
import { runOpenLoop } from './open-loop'
import type { Latencies, Load } from './latency-calls'

/** Opens the connections; the result runs a load over them and `close`s. */
export async function openCommitLoad({ url, prefix, count }: { url: string; prefix: string; count: number }) {
  const pool = new Pool({ connectionString: url, max: count, min: count })
  const statement = { name: 'append one', text: appendOneStatement() }
  const commit = () =>
    pool.query({ ...statement, values: [prefix, 1 + Math.floor(Math.random() * referenceConversationCount)] })
  // Connected and prepared before anything is measured.
  await Promise.all(Array.from({ length: count }, commit))
  return {
    async run(load: Load): Promise<Latencies> {
      const ms: number[] = []
      const underWay: Promise<void>[] = []
      const one = async () => {
        const issuedAt = performance.now()
        await commit()
        ms.push(performance.now() - issuedAt)
      }
      await runOpenLoop({ ...load, send: () => underWay.push(one()) })
      await Promise.all(underWay)
      return { ms, missing: 0 }
    },
    close: () => pool.end(),
  }
}
