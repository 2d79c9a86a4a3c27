import { events as eventRegistry, isVisible, type EventType } from '@keqiao/contract'
import type { Actor, MemberActor, TenantId } from '@keqiao/domain'
import { systemActorId, type StoredEvent, type StreamHead } from './stored-event'

/** Who an event says did it, and by which API key. */
export type Doer = Pick<Actor, 'kind' | 'id' | 'name'> & Pick<MemberActor, 'key'>

/** Events that get their places, and who says so. */
export interface NumberingInput {
  readonly tenantId: TenantId
  readonly stream: StoredEvent['stream']
  readonly streamId: string
  readonly head: StreamHead
  readonly actor: Doer
  readonly at: number
  readonly clientId: string | null
  readonly events: readonly { readonly type: EventType; readonly payload: unknown }[]
}

/** Gives events their places after `head`, whose row the caller has locked. Returns them with the new head. */
export function numberEvents(input: NumberingInput): { events: StoredEvent[]; head: StreamHead } {
  let { seq, visitorSeq } = input.head
  const numbered = input.events.map(({ type, payload }): StoredEvent => {
    seq += 1
    const seen = isVisible(type, 'visitor')
    const visitorPrev = seen ? visitorSeq : null
    if (seen) visitorSeq = seq
    return {
      tenantId: input.tenantId,
      stream: input.stream,
      streamId: input.streamId,
      seq,
      visitorPrev,
      type,
      version: eventRegistry[type].version,
      payload,
      actor: storedActor(input.actor),
      clientId: input.clientId,
      at: input.at,
    }
  })
  return { events: numbered, head: { seq, visitorSeq } }
}

/** The actor as an event keeps him. */
export function storedActor(actor: Doer): StoredEvent['actor'] {
  const { kind, name, key } = actor
  return { kind, id: actorIdOf(actor), name, ...(key !== undefined && { keyId: key }) }
}

/** The actor as the log's columns hold him. */
export function actorIdOf(actor: Doer): string {
  return actor.kind === 'system' ? systemActorId : actor.id
}
