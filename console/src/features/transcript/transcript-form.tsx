import type { Input, Output } from '@keqiao/client'
import type { ConversationId } from '@keqiao/domain'
import { isEmail } from '@keqiao/domain/reach'
import { App, Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { PageFailed, PageLoading } from '../manage/page-states'
import { useChange } from '../manage/use-asked'
import { useMailings } from './use-mailings'

interface TranscriptFormProps {
  conversationId: ConversationId
  onDone: () => void
}

type Known = Output<'transcript.list'>

export function TranscriptForm({ conversationId, onDone }: TranscriptFormProps) {
  const asked = useMailings(conversationId)
  if (asked.data) return <Form conversationId={conversationId} known={asked.data} onDone={onDone} />
  return asked.isError ? (
    <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  ) : (
    <PageLoading rows={3} />
  )
}

/** It stays after sending: what becomes of the mail is seen below. */
function Form({ conversationId, known, onDone }: TranscriptFormProps & { known: Known }) {
  const texts = useTexts()
  const { transcript: words } = texts
  const { message } = App.useApp()
  const change = useChange('transcript.list')
  const [kind, setKind] = useState<'contact' | 'typed'>(known.address === null ? 'typed' : 'contact')
  const [address, setAddress] = useState('')
  const [confirmed, setConfirmed] = useState(false)
  const [busy, setBusy] = useState(false)
  const [complaint, setComplaint] = useState<string | null>(null)
  const typed = address.trim()
  const isWrong = typed !== '' && !isEmail(typed)
  const mayTry = known.ready && (kind === 'contact' ? known.address !== null : isEmail(typed) && confirmed)

  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || !mayTry) return
    setBusy(true)
    const to: Input<'transcript.send'>['to'] = kind === 'contact' ? { kind } : { kind, address: typed, confirmed: true }
    const reply = await change('transcript.send', { conversationId, to })
    setBusy(false)
    setComplaint(reply.ok ? null : errorWords(texts, reply.error.code))
    if (reply.ok) void message.success(words.queued)
  }
  return (
    <form className="transcript-form" noValidate onSubmit={(event) => void send(event)}>
      <p>{words.hint}</p>
      {!known.ready && <p className="transcript-complaint">{words.notReady}</p>}
      <label className="transcript-choice">
        <input
          type="radio"
          name="to"
          checked={kind === 'contact'}
          disabled={known.address === null}
          onChange={() => setKind('contact')}
        />
        <span>{words.contact}</span>
        <b className="ellipsis">{known.address ?? words.noAddress}</b>
      </label>
      <label className="transcript-choice">
        <input type="radio" name="to" checked={kind === 'typed'} onChange={() => setKind('typed')} />
        <span>{words.typed}</span>
      </label>
      {kind === 'typed' && (
        <Typed
          address={address}
          confirmed={confirmed}
          wrong={isWrong}
          onAddress={(text) => {
            setAddress(text)
            setConfirmed(false)
          }}
          onConfirm={setConfirmed}
        />
      )}
      <Sent mailings={known.mailings} />
      <div className="dialog-foot">
        <span className="transcript-complaint" role="alert">
          {complaint}
        </span>
        <Button onClick={onDone}>{words.close}</Button>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!mayTry}>
          {words.send}
        </Button>
      </div>
    </form>
  )
}

interface TypedProps {
  address: string
  confirmed: boolean
  wrong: boolean
  onAddress: (text: string) => void
  onConfirm: (yes: boolean) => void
}

/** Another address has to be confirmed: what was said goes to whoever reads there. */
function Typed({ address, confirmed, wrong, onAddress, onConfirm }: TypedProps) {
  const { transcript: words } = useTexts()
  return (
    <div className="transcript-typed">
      <input
        className="rules-input"
        type="email"
        autoComplete="off"
        aria-label={words.typedLabel}
        aria-invalid={wrong}
        placeholder="name@example.com"
        value={address}
        maxLength={254}
        onChange={(event) => onAddress(event.target.value)}
      />
      {wrong && (
        <span className="transcript-complaint" role="alert">
          {words.wrong}
        </span>
      )}
      <label className="transcript-choice">
        <input type="checkbox" checked={confirmed} onChange={(event) => onConfirm(event.target.checked)} />
        <span>{words.confirm}</span>
      </label>
    </div>
  )
}

function Sent({ mailings }: Pick<Known, 'mailings'>) {
  const texts = useTexts()
  const { transcript: words } = texts
  const language = useLanguageTag()
  if (mailings.length === 0) return null
  return (
    <section className="transcript-sent" aria-label={words.earlier}>
      <h3>{words.earlier}</h3>
      <ul>
        {mailings.map((mailing) => (
          <li key={mailing.id}>
            <time>{shortTime(mailing.at, Date.now(), language)}</time>
            <span>{words.purposes[mailing.purpose]}</span>
            <span className="ellipsis">{mailing.address}</span>
            <span className="mailed-state" data-status={mailing.status}>
              {words.states[mailing.status]}
              {mailing.fault && ` · ${texts.mail.faults[mailing.fault.step]}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
