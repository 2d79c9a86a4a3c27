import { useTexts } from '../../i18n/language'
import { useConversation } from '../conversation/use-conversation'
import { CustomerInfo } from './customer-info'
import './visitor-panel.css'

/** 顾客信息: the helper's first tab. */
export function VisitorPanel({ conversationId }: { conversationId: string | undefined }) {
  const texts = useTexts()
  if (conversationId === undefined) return <p className="visitor-panel-none">{texts.contact.none}</p>
  return <Visitor key={conversationId} conversationId={conversationId} />
}

function Visitor({ conversationId }: { conversationId: string }) {
  const conversation = useConversation(conversationId)
  return conversation && <CustomerInfo conversation={conversation} id={conversationId} />
}
