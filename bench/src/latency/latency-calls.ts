import type { DialogueOptions } from '../wire/open-dialogues'
import type { Said } from '../wire/speaker'

/** How fast and how long. */
export interface Load {
  readonly perSecond: number
  readonly durationMs: number
}

/** Milliseconds from the scheduled moment, one for each message. */
export interface Latencies {
  readonly ms: readonly number[]
  /** Sent, and never arrived. */
  readonly missing: number
}

/** What the load process of `bench latency` can be asked. */
export type LatencyCalls = {
  openDialogues(options: DialogueOptions): Promise<number>
  /** As many connections to the bare echo server. */
  openEcho(options: { port: number; count: number }): Promise<void>
  openCommit(options: { url: string; prefix: string; count: number }): Promise<void>
  /** From the scheduled moment until the other end's socket has the event. */
  product(load: Load): Promise<Latencies>
  /** From the scheduled moment until the echo is back. */
  echo(load: Load): Promise<Latencies>
  /** From the moment a row is handed to the driver until its commit is acknowledged. */
  commit(load: Load): Promise<Latencies>
  /** Closes everything and tells what was said. */
  end(): Promise<{ said: Said[]; faults: string[] }>
}
