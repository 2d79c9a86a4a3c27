import type { Tx } from '../database/tx'
import { insertEvents } from './events.store'
import { numberEvents, type NumberingInput } from './record'
import type { Relay } from './relay'
import { longLivedHead } from './stored-event'

interface AppendContext {
  readonly tx: Tx
  /** Epoch milliseconds. */
  readonly now: number
  readonly services: { readonly epoch: number; readonly relay: Relay }
}

/** To which stream, and where it stands: the transaction has locked the row that says so. */
type Appended = Pick<NumberingInput, 'tenantId' | 'stream' | 'streamId' | 'actor' | 'events'> & { readonly seq: number }

/**
 * Appends to a stream that no visitor ever sees, in the caller's transaction; listeners hear it after the commit. Returns
 * the seq of the last event, which the caller stores in the row.
 */
export async function appendForStaff(
  { tx, now, services }: AppendContext,
  { seq, ...appended }: Appended,
): Promise<number> {
  const { events, head } = numberEvents({ ...appended, head: longLivedHead(seq), at: now, clientId: null })
  await insertEvents(tx, services.epoch, events)
  tx.afterCommit(() => services.relay.publish(events))
  return head.seq
}
