import type { ConversationView } from '@keqiao/contract'
import { contactName } from './contact-name'
import { ContactTagsShort } from './tag-chips'
import { useContact } from './use-contact'

/** The name beside the room's number, where it says more than that, and the first tags. */
export function CustomerName({ view: { visitor }, room }: { view: ConversationView; room: string }) {
  const { contact } = useContact(visitor.id)
  const name = contactName(contact, visitor.name)
  return (
    <>
      {name !== room && <span className="conversation-name ellipsis">{name}</span>}
      <ContactTagsShort contactId={visitor.id} max={2} />
    </>
  )
}
