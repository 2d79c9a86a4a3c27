/** Faults that a router process can plant between the product and the database, each with what it breaks. */
export const routingSabotages = {
  'capacity-check-dropped': 'nobody counts what an agent holds, neither who chooses nor who takes the place',
  'stale-read': 'an agent is chosen on what was read, without a lock and without a second look',
  'claim-without-lock': 'assignments of a group take no turns and hold nothing; no unique index saves them',
  'youngest-first': 'the line is taken from its end',
} as const

export type RoutingSabotage = keyof typeof routingSabotages

/** What `server/src/testing/router-process.ts` can be asked; its head says what it is. */
export type RouterCalls = {
  open(input: { url: string; sabotage: RoutingSabotage | null }): Promise<void>
  /** These visitors open their conversations. */
  queue(input: { tenantId: string; visitors: readonly { contactId: string; channelId: string }[] }): Promise<void>
  /** These agents are connected here from now on. */
  employ(input: { tenantId: string; memberIds: readonly string[]; capacity: number }): Promise<void>
  /** They go to 在线, and whoever is full ends one or two of his dialogues: so many at the same time. */
  begin(input: { outstanding: number }): Promise<void>
  pause(input: Record<string, never>): Promise<void>
  /** Only to know when to stop; the verdict is the log's. */
  counts(input: Record<string, never>): Promise<{
    assigned: number
    closed: number
    faults: readonly string[]
    faultCount: number
  }>
}
