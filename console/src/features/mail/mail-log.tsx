import type { MailView } from '@keqiao/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Segmented } from 'antd'
import { errorWords } from '../../i18n/error-words'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useAsked, useChange } from '../manage/use-asked'
import { mailStates, type MailSearch } from './mail-search'

const pageSize = 20
/** What is under way arrives meanwhile; in milliseconds. */
const followMs = 5_000

/** 发送记录: newest first; one that was given up can be tried again. */
export function MailLog() {
  const { mail: words } = useTexts()
  const { state = 'all', before } = useSearch({ from: '/staff/manage/mail' })
  const navigate = useNavigate()
  const asked = useAsked('mail.list', { status: state, limit: pageSize, ...(before && { before }) }, followMs)
  const show = (search: MailSearch) => void navigate({ to: '/manage/mail', search })
  const kept = state === 'all' ? {} : { state }
  const { data } = asked
  const last = data?.mails.at(-1)
  return (
    <section className="mail-log" aria-label={words.log}>
      <header>
        <h3>{words.log}</h3>
        {data !== undefined && data.failedCount > 0 && (
          <span className="mail-failed">{words.failedCount(data.failedCount)}</span>
        )}
        <span className="spacer" />
        <Segmented
          size="small"
          aria-label={words.filter}
          value={state}
          options={mailStates.map((value) => ({ value, label: words.states[value] }))}
          onChange={(next) => show(next === 'all' ? {} : { state: next })}
        />
      </header>
      {data ? (
        <MailTable mails={data.mails} />
      ) : asked.isError ? (
        <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <PageLoading rows={3} />
      )}
      {data?.mails.length === 0 &&
        (state === 'all' ? (
          <PageEmpty text={words.empty} hint={words.emptyHint} />
        ) : (
          <PageEmpty text={words.emptyFiltered} />
        ))}
      {data && (before !== undefined || data.more) && (
        <nav className="mail-pages" aria-label={words.log}>
          <Button size="small" disabled={before === undefined} onClick={() => show(kept)}>
            {words.newest}
          </Button>
          <Button size="small" disabled={!data.more} onClick={() => last && show({ ...kept, before: last.id })}>
            {words.older}
          </Button>
        </nav>
      )}
    </section>
  )
}

function MailTable({ mails }: { mails: readonly MailView[] }) {
  const texts = useTexts()
  const { mail: words } = texts
  const language = useLanguageTag()
  const { message } = App.useApp()
  const change = useChange('mail.list')
  const resend = async ({ id }: MailView) => {
    const reply = await change('mail.resend', { mailId: id })
    if (reply.ok) void message.success(words.queuedAgain)
    else void message.error(errorWords(texts, reply.error.code))
  }
  if (mails.length === 0) return null
  return (
    <table className="page-table mail-table">
      <thead>
        <tr>
          {(['createdAt', 'purpose', 'recipient', 'title', 'status', 'actions'] as const).map((column) => (
            <th key={column} scope="col">
              {words.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {mails.map((mail) => (
          <tr key={mail.id}>
            <td>{shortTime(mail.createdAt, Date.now(), language)}</td>
            <td>{words.purposes[mail.purpose]}</td>
            <th scope="row">{mail.recipient}</th>
            <td>
              <span className="ellipsis mail-title">{mail.title}</span>
            </td>
            <td data-status={mail.status}>
              {words.states[mail.status]}
              {mail.status !== 'sent' && mail.fault && (
                <small title={mail.fault.detail}>
                  {`${words.faults[mail.fault.step]}${words.attempts(mail.attempts)}`}
                </small>
              )}
            </td>
            <td>
              {mail.status === 'failed' && (
                <button
                  type="button"
                  className="plain-button"
                  aria-label={words.resendOf(mail.recipient)}
                  onClick={() => void resend(mail)}
                >
                  {words.resend}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
