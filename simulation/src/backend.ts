import type { GroupId, PresenceStatus, TenantId } from '@keqiao/domain'
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import type { Execute, Person } from '@keqiao/server/platform/operations/index'
import type { RoutingRules } from './routing-rules'
import type { Incarnation, ServerNode } from './world/cluster'
import type { Somebody } from './world/world'

/** Who works where. */
export interface Staffing {
  readonly merchants: readonly {
    /** Stands in every text of this merchant. */
    readonly mark: string
    /** Names of its groups; visitors of the channel wait in the first one. */
    readonly groups: readonly [string, ...string[]]
    readonly agents: readonly StaffedAgent[]
    readonly visitors: readonly string[]
  }[]
}

interface StaffedAgent {
  readonly label: string
  readonly capacity: number
  readonly role: 'administrator' | 'agent'
  /** Places of his groups in the merchant's list. */
  readonly groups: readonly number[]
}

/** An agent, with what the tables say of his load. */
export interface FloorRow {
  readonly memberId: string
  readonly groupIds: readonly string[]
  readonly status: PresenceStatus
  readonly disabled: boolean
  readonly connected: boolean
  readonly active: number
  readonly capacity: number
  /** Legs of his that are open. */
  readonly held: number
  /** Since his last lease ran out; negative while it lives. */
  readonly absentMs: number
}

/** The durable part of the server, in memory or a real PostgreSQL. */
export interface Backend {
  readonly people: readonly Somebody[]
  /** A merchant's lines. */
  groupsOf(tenantId: TenantId): readonly GroupId[]
  /** The server's part of one life of one process. */
  startNode(incarnation: Incarnation): ServerNode
  /** Everything committed, in the order of the commits. */
  readLog(): Promise<readonly StoredEvent[]>
  /** What `visitor.identify` would name. */
  latestConversationOf(person: Person): Promise<string | null>
  /** Asks past the network, for comparison. */
  readonly execute: Execute
  /** Nothing is under way in a real database. */
  settled(): Promise<void>
  /** Every agent as routing sees him at this moment. */
  floor(): Promise<readonly FloorRow[]>
  /** The merchants' times. */
  readonly rules: RoutingRules
  close(): Promise<void>
}

/** The first agent works in both lines, the others in one or the other. */
const groupsFor = (index: number) => (index === 0 ? [0, 1] : [index % 2])

/** At least two merchants; people are dealt out to them in turn, as many visitors as agents. */
export function staffFor(actorCount: number): Staffing {
  const merchants = ['甲店', '乙店'].map((mark) => ({
    mark,
    groups: ['售前', '售后'] as const,
    agents: [] as StaffedAgent[],
    visitors: [] as string[],
  }))
  for (let i = 0; i < Math.max(4, actorCount); i++) {
    const merchant = merchants[i % 2]
    if (!merchant) continue
    const { mark, agents, visitors } = merchant
    const isAgent = i % 4 >= 2
    const label = `${mark[0] === '甲' ? 'A' : 'B'} ${isAgent ? `agent ${agents.length + 1}` : `visitor ${visitors.length + 1}`}`
    if (isAgent)
      agents.push({
        label,
        capacity: 1 + (agents.length % 2),
        role: agents.length === 1 ? 'administrator' : 'agent',
        groups: groupsFor(agents.length),
      })
    else visitors.push(label)
  }
  return { merchants }
}
