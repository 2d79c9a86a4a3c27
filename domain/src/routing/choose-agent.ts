import type { MemberId } from '../ids'
import type { PresenceStatus } from './presence'

/** An agent as routing sees him at one moment. */
export interface Candidate {
  readonly memberId: MemberId
  readonly status: PresenceStatus
  /** A socket of his lives, or lived a moment ago. */
  readonly connected: boolean
  readonly active: number
  /** 最大接线量. */
  readonly capacity: number
  /** When he was last given a dialogue, epoch milliseconds; null: never. */
  readonly lastLegAt: number | null
}

/** What is known of the conversation that waits. */
export interface Waiting {
  /** Who last served this visitor, if that was recent enough and the merchant wants it to count. */
  readonly lastAgentId: MemberId | null
  /** Who has just handed this conversation on: he is not given it back. */
  readonly handedOnBy: MemberId | null
}

/** RTE-01, RTE-05, G15: 在线, connected, below 最大接线量. */
export function isEligible({ status, connected, active, capacity }: Candidate): boolean {
  return status === 'online' && connected && active < capacity
}

/**
 * Those of a group's agents who may be given the conversation, the best first: who served the visitor last, then the
 * lowest share of his capacity in use, then who has gone longest without a new dialogue. The id decides between equals,
 * so that every process comes to the same order.
 */
export function orderAgents<Of extends Candidate>(candidates: readonly Of[], waiting: Waiting): Of[] {
  return candidates
    .filter((candidate) => isEligible(candidate) && candidate.memberId !== waiting.handedOnBy)
    .toSorted(
      (a, b) =>
        Number(b.memberId === waiting.lastAgentId) - Number(a.memberId === waiting.lastAgentId) ||
        // Cross-multiplied: whole numbers have no rounding.
        a.active * b.capacity - b.active * a.capacity ||
        (a.lastLegAt ?? -Infinity) - (b.lastLegAt ?? -Infinity) ||
        (a.memberId < b.memberId ? -1 : 1),
    )
}
