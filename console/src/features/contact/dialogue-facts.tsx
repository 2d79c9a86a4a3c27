import type { ConversationView } from '@keqiao/contract'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { FactList } from './fact-list'

/** What is known of the dialogue itself. */
export function DialogueFacts({ view }: { view: ConversationView }) {
  const { contact, conversation } = useTexts()
  const language = useLanguageTag()
  const time = (at: number) => shortTime(at, Date.now(), language)
  const facts: readonly (readonly [string, string | null])[] = [
    [contact.room, conversation.room(view.roomNumber)],
    [contact.group, view.group.name],
    [contact.askedFrom, view.page && (view.page.title || view.page.url)],
    [contact.openedAt, time(view.openedAt)],
    [contact.acceptedAt, view.acceptedAt === null ? null : time(view.acceptedAt)],
    [contact.closedAt, view.closedAt === null ? null : time(view.closedAt)],
    [contact.endedBy, view.end === null ? null : contact.ends[view.end]],
    [contact.consent, consentWords(view, contact, time)],
    [contact.messages, contact.messageCounts(view.visitorMessageCount, view.agentMessageCount)],
  ]
  return <FactList facts={facts} />
}

type ContactTexts = ReturnType<typeof useTexts>['contact']

/** Which privacy text he agreed to and when; nothing where none was asked for. */
function consentWords({ consent }: ConversationView, texts: ContactTexts, time: (at: number) => string): string | null {
  if (!consent) return null
  return consent.acceptedAt === null
    ? texts.consentMissing
    : texts.consentGiven(consent.version, time(consent.acceptedAt))
}
