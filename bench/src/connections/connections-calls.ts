import type { Visitor } from '../seed/people'

/** What a load process of `bench connections` can be asked. Each holds a share of the connections. */
export type ConnectionsCalls = {
  /** Visitors: hello with a token, their conversation opened, followed. Returns the conversations in their order. */
  openVisitors(options: { port: number; localAddress: string; visitors: readonly Visitor[] }): Promise<string[]>
  /** As many connections to the bare server, each with one message there and back. */
  openBare(options: { port: number; localAddress: string; count: number }): Promise<void>
  /** Connections that answered at least one heartbeat, and those that were lost. */
  counts(): Promise<{ beaten: number; lost: number }>
  /** Resolves when each of these conversations has heard one more event; rejects after ten seconds. */
  expectMessages(conversationIds: readonly string[]): Promise<number>
  close(): Promise<void>
}
