import type { Audience, WireEvent } from '@keqiao/contract'
import type { StoredEvent } from './stored-event'

/** An event as it goes to one audience, which may see its type, with the payload that is meant for it. */
export function wireEvent(event: StoredEvent, audience: Audience, payload: unknown): WireEvent {
  const view: WireEvent = {
    seq: event.seq,
    prev: audience === 'visitor' ? (event.visitorPrev ?? 0) : event.seq - 1,
    type: event.type,
    v: event.version,
    at: event.at,
    actor: { kind: event.actor.kind, id: event.actor.id, name: event.actor.name },
    payload,
  }
  if (event.clientId !== null) view.key = event.clientId
  return view
}
