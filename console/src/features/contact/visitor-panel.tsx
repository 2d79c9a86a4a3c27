import type { ConversationView } from '@keqiao/contract'
import type { ReactNode } from 'react'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useStoreByFrame } from '../desk/use-store'
import { useConversation } from '../conversation/use-conversation'
import type { Conversation } from '@keqiao/client'
import { initial } from './short-name'
import { VerifiedBadge } from './verified-badge'
import './visitor-panel.css'

/** 顾客信息: the helper's first tab. */
export function VisitorPanel({ conversationId }: { conversationId: string | undefined }) {
  const texts = useTexts()
  if (conversationId === undefined) return <p className="visitor-panel-none">{texts.contact.none}</p>
  return <Visitor key={conversationId} conversationId={conversationId} />
}

function Visitor({ conversationId }: { conversationId: string }) {
  const conversation = useConversation(conversationId)
  return conversation && <Facts conversation={conversation} />
}

function Facts({ conversation }: { conversation: Conversation }) {
  const { conversation: view, online } = useStoreByFrame(conversation)
  const texts = useTexts()
  if (!view) return null
  const lit = online && view.status !== 'closed'
  return (
    <div className="visitor-panel">
      <section className="visitor-who">
        <span className="avatar avatar-large">{initial(view.visitor.name)}</span>
        <div>
          <h3 className="ellipsis">{view.visitor.name}</h3>
          {view.visitor.verified && <VerifiedBadge />}
          <p>
            <span className={lit ? 'lamp' : 'lamp lamp-hollow'} />
            {lit ? texts.desk.visitorOnline : texts.desk.visitorGone}
          </p>
        </div>
      </section>
      <Section title={texts.contact.page}>
        <Page page={view.page} />
      </Section>
      <Section title={texts.contact.dialogue}>
        <DialogueFacts view={view} />
      </Section>
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h4>{title}</h4>
      {children}
    </section>
  )
}

/** The address comes from a stranger's page: only http(s) becomes a link, and the page behind it learns nothing. */
function Page({ page }: { page: ConversationView['page'] }) {
  const texts = useTexts()
  if (!page) return <p className="visitor-panel-quiet">{texts.contact.noPage}</p>
  const address = page.url.replace(/^https?:\/\//, '')
  return (
    <>
      {page.title !== '' && (
        <p className="ellipsis" title={page.title}>
          {page.title}
        </p>
      )}
      {/^https?:\/\//i.test(page.url) ? (
        <a className="visitor-page" href={page.url} target="_blank" rel="noopener noreferrer nofollow" title={page.url}>
          <span className="ellipsis">{address}</span>
          <Icon name="external" small />
        </a>
      ) : (
        <p className="visitor-panel-quiet ellipsis">{page.url}</p>
      )}
    </>
  )
}

function DialogueFacts({ view }: { view: ConversationView }) {
  const { contact, conversation } = useTexts()
  const language = useLanguageTag()
  const time = (at: number) => shortTime(at, Date.now(), language)
  const facts: readonly (readonly [string, string | null])[] = [
    [contact.room, conversation.room(view.roomNumber)],
    [contact.group, view.group.name],
    [contact.openedAt, time(view.openedAt)],
    [contact.acceptedAt, view.acceptedAt === null ? null : time(view.acceptedAt)],
    [contact.closedAt, view.closedAt === null ? null : time(view.closedAt)],
    [contact.endedBy, view.end === null ? null : contact.ends[view.end]],
    [contact.consent, consentWords(view, contact, time)],
    [contact.messages, contact.messageCounts(view.visitorMessageCount, view.agentMessageCount)],
  ]
  return (
    <dl className="visitor-facts">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

type ContactTexts = ReturnType<typeof useTexts>['contact']

/** Which privacy text he agreed to and when; nothing where none was asked for. */
function consentWords({ consent }: ConversationView, texts: ContactTexts, time: (at: number) => string): string | null {
  if (!consent) return null
  return consent.acceptedAt === null
    ? texts.consentMissing
    : texts.consentGiven(consent.version, time(consent.acceptedAt))
}
