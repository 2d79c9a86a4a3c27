import type { DialogueOptions } from '../wire/open-dialogues'
import type { Said } from '../wire/speaker'

/** What was said and heard since the load began. */
export interface ChatOutcome {
  readonly ackCount: number
  /** Deliveries to the two subscribers of each conversation. */
  readonly heardCount: number
  /** Events that did not continue from the one before. */
  readonly gapCount: number
  readonly repeatCount: number
  readonly faults: readonly string[]
  readonly said: readonly Said[]
}

/** What the load process of `bench chat` can be asked. */
export type ChatCalls = {
  /** Opens the conversations; returns how many. */
  open(options: DialogueOptions): Promise<number>
  begin(options: { outstanding: number }): Promise<void>
  /** Messages acknowledged for the first time, and the worker's own clock. */
  counts(): Promise<{ atMs: number; ackCount: number }>
  /** Lets everything under way come to its end; `begin` goes on from there. */
  pause(): Promise<void>
  /** The same, with everything that was said. */
  end(): Promise<ChatOutcome>
}
