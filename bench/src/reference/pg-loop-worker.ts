/** The yardstick without pgbench: Node's own driver in a closed loop over many connections, in a process of its own. */
import { Client } from 'pg'
import { serveCalls } from '../process/worker-call'
import { appendOneStatement } from './append-one'
import { referenceConversationCount } from './prepare-reference'

/** What to run, and for how long. */
export interface PgLoopInput {
  readonly url: string
  readonly prefix: string
  readonly seconds: number
  readonly clientCount: number
}

/** What the loop's process can be asked. */
export type PgLoopCalls = {
  /** Transactions a second. */
  run(input: PgLoopInput): Promise<number>
}

const calls: PgLoopCalls = {
  async run({ url, prefix, seconds, clientCount }) {
    const clients = Array.from({ length: clientCount }, () => new Client({ connectionString: url }))
    await Promise.all(clients.map((client) => client.connect()))
    const query = { name: 'append one', text: appendOneStatement() }
    let count = 0
    const startedAt = performance.now()
    const endsAt = startedAt + seconds * 1_000
    const loop = async (client: Client) => {
      while (performance.now() < endsAt) {
        await client.query({ ...query, values: [prefix, 1 + Math.floor(Math.random() * referenceConversationCount)] })
        count += 1
      }
    }
    await Promise.all(clients.map(loop))
    const tps = (count * 1_000) / (performance.now() - startedAt)
    await Promise.all(clients.map((client) => client.end()))
    return tps
  },
}

serveCalls(calls)
