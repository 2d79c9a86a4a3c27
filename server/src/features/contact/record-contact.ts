import type { EventType, StoredPayload } from '@keqiao/contract'
import type { MemberActor, SystemActor } from '@keqiao/domain'
import { insertEvents, longLivedHead, numberEvents } from '../../platform/event-log'
import type { CommandContext } from '../../platform/operations'
import { updateContact, type ContactRow } from './contact.store'

type ContactEventType = Extract<EventType, `contact.${string}`>

/** What can be written to a contact's stream. */
export type ContactEvent = {
  [Type in ContactEventType]: { readonly type: Type; readonly payload: StoredPayload<Type> }
}[ContactEventType]

/** Writes an event to the stream of a locked contact, and the contact as he is now; listeners hear it after the commit. */
export async function recordContact(
  { tx, now, services }: Pick<CommandContext, 'tx' | 'now' | 'services'>,
  actor: MemberActor | SystemActor,
  contact: ContactRow,
  event: ContactEvent,
): Promise<ContactRow> {
  const { events, head } = numberEvents({
    tenantId: actor.tenantId,
    stream: 'contact',
    streamId: contact.stream_id,
    head: longLivedHead(contact.version),
    actor,
    at: now,
    clientId: null,
    events: [event],
  })
  await insertEvents(tx, services.epoch, events)
  const next = { ...contact, version: head.seq }
  await updateContact(tx, actor.tenantId, next)
  tx.afterCommit(() => services.relay.publish(events))
  return next
}
