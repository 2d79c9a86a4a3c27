/** How an event changes what is known of a contact: a stale view and the events since equal a fresh view. */
import type { ContactView, EventType, EventView } from '@keqiao/contract'

type ContactEventType = Extract<EventType, `contact.${string}`>
type EventOf<Type extends EventType> = Extract<EventView, { type: Type }>
type Handlers = {
  readonly [Type in ContactEventType]: (view: ContactView, event: EventOf<Type>) => ContactView
}

/** One handler per event type; a missing one does not compile. */
const handlers: Handlers = {
  'contact.changed': (view, { payload: { displayName, phone, email, remark }, actor, at }) => ({
    ...view,
    ...(displayName && { displayName: displayName.to }),
    ...(phone && { phone: phone.to }),
    ...(email && { email: email.to }),
    ...(remark && { remark: remark.to === null ? null : { text: remark.to, by: byOf(actor), at } }),
  }),
  'contact.identified': (view, { payload: { nickname, shop } }) => ({ ...view, nickname, shop }),
  'contact.tagged': (view, { payload: { tag } }) => ({
    ...view,
    tags: [...view.tags.filter((name) => name !== tag), tag],
  }),
  'contact.untagged': (view, { payload: { tag } }) => ({ ...view, tags: view.tags.filter((name) => name !== tag) }),
}

const byOf = ({ id, name }: EventView['actor']) => ({
  // Only members write remarks.
  id: id as NonNullable<ContactView['remark']>['by']['id'],
  nickname: name,
})

/** The view after events that continue from its version, in order. A type of a newer server changes only the version. */
export function foldContact(view: ContactView, events: readonly EventView[]): ContactView {
  return events.reduce((before, event) => {
    const handler = (handlers as Record<string, ((view: ContactView, event: never) => ContactView) | undefined>)[
      event.type
    ]
    return { ...(handler ? handler(before, event as never) : before), version: event.seq }
  }, view)
}
