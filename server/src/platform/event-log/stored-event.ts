import type { EventType, StreamKind } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'

/** An event as it stands in the log. Instants are epoch milliseconds. */
export interface StoredEvent {
  readonly tenantId: TenantId
  readonly stream: StreamKind
  readonly streamId: string
  /** Gapless inside its stream, beginning at 1. */
  readonly seq: number
  /** Seq of the last earlier event a visitor may see; null when no visitor may see this one. */
  readonly visitorPrev: number | null
  readonly type: EventType
  readonly version: number
  readonly payload: unknown
  readonly actor: {
    readonly kind: 'visitor' | 'member' | 'system'
    readonly id: string
    readonly name: string
    /** The API key by which a program did it for him; absent: he did it himself. */
    readonly keyId?: string
  }
  readonly clientId: string | null
  readonly at: number
}

/** Where a stream stands: the row that was locked before anything is appended. */
export interface StreamHead {
  readonly seq: number
  readonly visitorSeq: number
}

/** The id that stands for the product itself in `actor_id`. */
export const systemActorId = '00000000-0000-0000-0000-000000000000'

/** The head of a stream no visitor ever sees. */
export function longLivedHead(seq: number): StreamHead {
  return { seq, visitorSeq: 0 }
}
