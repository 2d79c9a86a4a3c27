import { setTimeout } from 'node:timers/promises'
import type { Doors } from '../platform/database/doors'
import type { LogReader } from '../platform/event-log'

/**
 * Lets a durable reader come to the end of the log. One pass may not do: it stops below every transaction that runs on
 * the same server, also those of other tests.
 */
export async function catchUp(doors: Doors, name: string, reader: LogReader): Promise<void> {
  for (let round = 0; round < 500; round++) {
    await reader.catchUp()
    const [row] = await doors.withSystem('how far a reader has come', (tx) =>
      tx.rows<{ left: boolean }>(
        `select exists (select from events e where (e.epoch, e.txid, e.stream_id, e.seq) >
           (select epoch, txid, stream_id, seq from log_readers where name = $1)) as left`,
        [name],
      ),
    )
    if (row?.left === false) return
    await setTimeout(20)
  }
  throw new Error(`the reader ${name} did not come to the end of the log`)
}
