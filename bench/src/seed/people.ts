/** A merchant of the benchmark. */
export interface Merchant {
  readonly tenantId: string
  readonly code: string
  readonly groupId: string
  readonly channelId: string
}

/** Staff that can sign in. */
export interface Agent {
  readonly merchant: number
  readonly memberId: string
  /** `merchant-code:account`. */
  readonly login: string
}

/** A browser that has a token. */
export interface Visitor {
  readonly merchant: number
  readonly contactId: string
  readonly token: string
}

/** Everybody there is. */
export interface People {
  readonly merchants: readonly Merchant[]
  readonly agents: readonly Agent[]
  readonly visitors: readonly Visitor[]
}

/** How many of each. */
export interface PeopleCounts {
  readonly merchantCount: number
  readonly agentCount: number
  readonly visitorCount: number
  /** Codes of the merchants begin with it: `bench` unless several lots of people live in one database. */
  readonly prefix?: string
}
