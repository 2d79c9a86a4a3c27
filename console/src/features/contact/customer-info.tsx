import type { Conversation } from '@keqiao/client'
import type { ConversationView } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'
import { useStoreByFrame } from '../desk/use-store'
import { ContactFields } from './contact-fields'
import { ContactRemark } from './contact-remark'
import { ContactTags } from './contact-tags'
import { DialogueFacts } from './dialogue-facts'
import { NotLoaded, Waiting } from './panel-faces'
import { PanelSection } from './panel-section'
import { ShopCustomer } from './shop-customer'
import { useContact } from './use-contact'
import { useVisit } from './use-visit'
import { VisitSections } from './visit-sections'
import { Who } from './who'
import './customer-info.css'

/** 顾客信息 of one conversation: who he is, where he is, and what colleagues wrote down about him. */
export function CustomerInfo({ conversation, id }: { conversation: Conversation; id: string }) {
  const { contact: texts } = useTexts()
  const { conversation: view, online } = useStoreByFrame(conversation)
  if (!view) return null
  const lit = online && view.status !== 'closed'
  return (
    <div className="visitor-panel">
      <About conversationId={id} visitor={view.visitor} online={lit} />
      <PanelSection title={texts.dialogue}>
        <DialogueFacts view={view} />
      </PanelSection>
    </div>
  )
}

interface AboutProps {
  conversationId: string
  visitor: ConversationView['visitor']
  online: boolean
}

function About({ conversationId, visitor, online }: AboutProps) {
  const { id: contactId, name: visitorName } = visitor
  const { me } = useDesk()
  const visit = useVisit(conversationId)
  const { contact, error, retry } = useContact(contactId)
  const mayEdit = me.permissions.includes('contact:edit')
  return (
    <>
      <Who contact={contact} visitor={visitor} online={online} visit={visit} />
      <VisitSections state={visit} online={online} />
      {error && !contact && <NotLoaded code={error.code} onRetry={retry} />}
      {!error && !contact && <Waiting />}
      {contact && (
        <>
          <ContactTags contact={contact} mayEdit={mayEdit} />
          <ContactRemark key={`remark ${contactId}`} contact={contact} mayEdit={mayEdit} />
          {contact.shop && <ShopCustomer shop={contact.shop} />}
          <ContactFields key={`fields ${contactId}`} contact={contact} visitorName={visitorName} mayEdit={mayEdit} />
        </>
      )}
    </>
  )
}
