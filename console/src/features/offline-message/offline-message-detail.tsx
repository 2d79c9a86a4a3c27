import type { OfflineMessageView } from '@keqiao/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { clockTime, fullDate, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { RefusedError } from '../session/session'
import { OfflineAnswer, OfflineReply } from './offline-reply'

/** A colleague may answer meanwhile, and the mail is on its way; in milliseconds. */
const followMs = 5_000

interface OfflineMessageDetailProps {
  id: string
  /** From the list; null: it is not on the page that is shown. */
  known: OfflineMessageView | null
  onClose: () => void
}

/** One message whole, beside the list. */
export function OfflineMessageDetail({ id, known, onClose }: OfflineMessageDetailProps) {
  const { offline: words } = useTexts().rules
  const { me } = useDesk()
  const asked = useAsked('offlineMessage.get', { offlineMessageId: id }, followMs)
  const message = asked.data?.message ?? known
  const isMissing = asked.error instanceof RefusedError && asked.error.error.code === 'not_found'
  return (
    <aside className="offline-detail" aria-label={words.detail}>
      <header>
        <h3 className="ellipsis">{message?.name ?? words.detail}</h3>
        <button type="button" className="plain-button square-button" aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {message ? (
        <>
          <Facts message={message} />
          {message.reply ? (
            <OfflineAnswer reply={message.reply} />
          ) : (
            me.permissions.includes('offlineMessage:reply') && <OfflineReply message={message} />
          )}
        </>
      ) : isMissing ? (
        <PageEmpty text={words.notThere} />
      ) : asked.isError ? (
        <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <PageLoading rows={4} />
      )}
    </aside>
  )
}

function Facts({ message }: { message: OfflineMessageView }) {
  const texts = useTexts()
  const { offline: words } = texts.rules
  const language = useLanguageTag()
  const { createdAt, phone, email, group, text, cause, conversationId, page, status, consent } = message
  const time = (at: number) => `${fullDate(at, language)} ${clockTime(at, language)}`
  return (
    <>
      <p className="offline-words">{text}</p>
      <dl>
        <Fact name={words.columns.status}>{words.states[status]}</Fact>
        <Fact name={words.columns.createdAt}>{time(createdAt)}</Fact>
        {phone !== null && (
          <Fact name={words.phone}>
            <a href={`tel:${phone}`}>{phone}</a>
          </Fact>
        )}
        {email !== null && (
          <Fact name={words.email}>
            <a href={`mailto:${email}`}>{email}</a>
          </Fact>
        )}
        <Fact name={words.columns.group}>{group.name}</Fact>
        <Fact name={words.cause}>{words.causes[cause]}</Fact>
        {page && (
          <Fact name={words.page}>
            <a href={page.url} target="_blank" rel="noreferrer noopener" title={page.url}>
              {page.title || page.url}
            </a>
          </Fact>
        )}
        {consent && (
          <Fact name={texts.contact.consent}>
            {texts.contact.consentGiven(consent.version, time(consent.acceptedAt))}
          </Fact>
        )}
        {conversationId !== null && (
          <Fact name={words.dialogue}>
            <Link to="/desk/$conversationId" params={{ conversationId }}>
              {words.openDialogue}
            </Link>
          </Fact>
        )}
      </dl>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
