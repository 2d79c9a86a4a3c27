import type { BodyInput, BodyView } from '@keqiao/contract'
import type { ClientErrorCode } from './calls'

/** Something of ours that the log does not show yet, in the order it was submitted. Shown below the events. */
export interface PendingMessage {
  /** The client id; the event carries it as `key`. */
  readonly key: string
  readonly kind: 'message' | 'note'
  /** What is sent; a note is a text body. */
  readonly body: BodyInput
  /** What to draw; null for a file of which only the id is known. */
  readonly shown: BodyView | null
  /** Our clock at submit, epoch milliseconds. */
  readonly at: number
  /** `acknowledged`: durable, its event is on the way. `failed`: refused for good, see `code`. */
  readonly state: 'queued' | 'sending' | 'acknowledged' | 'failed'
  readonly code: ClientErrorCode | null
}
