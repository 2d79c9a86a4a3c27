import type { Agent, Visitor } from '../seed/people'
import type { Said } from '../wire/speaker'

/** The dialogues that the agent in the browser holds. */
export interface HeldDialogues {
  readonly port: number
  readonly agent: Agent
  readonly cookie: string
  readonly visitors: readonly Visitor[]
  /** Messages that are in each of them before anything is measured. */
  readonly messageCount: number
}

/** A load that does not wait. */
export interface Incoming {
  readonly perSecond: number
  readonly durationMs: number
}

/** What the load process of `bench console` can do. */
export interface ConsoleCalls {
  [name: string]: (input: never) => Promise<unknown>
  /** Opens, takes and fills the dialogues; returns their ids. */
  open(options: HeldDialogues): Promise<string[]>
  /** Lets the visitors speak; returns how many messages were acknowledged. */
  speak(incoming: Incoming): Promise<number>
  end(): Promise<{ said: Said[]; faults: string[] }>
}
