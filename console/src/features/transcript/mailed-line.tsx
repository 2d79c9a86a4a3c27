import type { ViewPayload } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'
import { useMailings } from './use-mailings'
import './transcript.css'

interface MailedLineProps {
  actor: { readonly kind: string; readonly name: string }
  mailed: ViewPayload<'visitor.mailed'>
}

/** 已发邮件给顾客, and what became of it where that is not simply that it went. */
export function MailedLine({ actor, mailed }: MailedLineProps) {
  const texts = useTexts()
  const { transcript: words } = texts
  const { address, purpose, messageCount, mailId, conversationId } = mailed
  const asked = useMailings(conversationId)
  const mailing = asked.data?.mailings.find(({ id }) => id === mailId)
  const told =
    purpose === 'unread'
      ? words.unread(address, messageCount)
      : actor.kind === 'visitor'
        ? words.askedFor(address)
        : words.sentBy(actor.name, address)
  return (
    <>
      {told}
      {mailing && mailing.status !== 'sent' && (
        <span className="mailed-state" data-status={mailing.status}>
          {words.states[mailing.status]}
          {mailing.fault && ` · ${texts.mail.faults[mailing.fault.step]}`}
        </span>
      )}
    </>
  )
}
