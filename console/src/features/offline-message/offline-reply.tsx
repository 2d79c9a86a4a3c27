import type { OfflineMessageView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useId, useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { clockTime, fullDate, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { AskBeforeLeaving } from '../manage/ask-before-leaving'
import { useChange } from '../manage/use-asked'

const most = 2_000

/** 回复 (MGT-15): what he reads in the widget and by mail; or he was called. */
export function OfflineReply({ message }: { message: OfflineMessageView }) {
  const texts = useTexts()
  const { offline: words } = texts.rules
  const { message: toast } = App.useApp()
  const change = useChange('offlineMessage.get', 'offlineMessage.list')
  const labelId = useId()
  const [how, setHow] = useState<'message' | 'phone'>('message')
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [complaint, setComplaint] = useState<string | null>(null)
  const send = async () => {
    if (busy || (how === 'message' && text.trim() === '')) return
    setBusy(true)
    const reply = await change('offlineMessage.reply', { offlineMessageId: message.id, how, text })
    setBusy(false)
    if (reply.ok) {
      setText('')
      void toast.success(words.replied)
    } else if (reply.error.code === 'already_replied') {
      const by = reply.error.data?.['by']
      setComplaint(typeof by === 'string' ? words.alreadyReplied(by) : errorWords(texts, reply.error.code))
    } else setComplaint(errorWords(texts, reply.error.code))
  }
  const byMail = message.email !== null
  return (
    <form
      className="offline-reply"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <AskBeforeLeaving dirty={text.trim() !== ''} />
      <h4 id={labelId}>{words.reply}</h4>
      <div className="offline-how" role="radiogroup" aria-labelledby={labelId}>
        {(['message', 'phone'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name={labelId} checked={how === one} onChange={() => setHow(one)} />
            {words.how[one]}
          </label>
        ))}
      </div>
      <textarea
        className="rules-input"
        rows={5}
        maxLength={most}
        aria-labelledby={labelId}
        placeholder={how === 'phone' ? words.phoneNote : words.replyHint}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      <p className="rules-hint">{how === 'phone' ? words.phoneHint : byMail ? words.goesByBoth : words.goesByWidget}</p>
      <div className="offline-reply-foot">
        <Button type="primary" htmlType="submit" loading={busy} disabled={how === 'message' && text.trim() === ''}>
          {how === 'phone' ? words.markReplied : words.sendReply}
        </Button>
        <span className="rules-complaint" role="alert">
          {complaint}
        </span>
      </div>
    </form>
  )
}

/** What was answered, by whom and when, and whether it has reached him. */
export function OfflineAnswer({ reply }: { reply: NonNullable<OfflineMessageView['reply']> }) {
  const texts = useTexts()
  const { offline: words } = texts.rules
  const language = useLanguageTag()
  const time = (at: number) => `${fullDate(at, language)} ${clockTime(at, language)}`
  const { how, text, by, at, seenAt, mail } = reply
  return (
    <section className="offline-answer" aria-label={words.reply}>
      <h4>{words.answeredBy(by.nickname, time(at))}</h4>
      {how === 'phone' && <p className="offline-call">{words.how.phone}</p>}
      {text !== '' && <p className="offline-words">{text}</p>}
      {how === 'message' && (
        <ul className="offline-delivery">
          <li>{seenAt === null ? words.notSeen : words.seen(time(seenAt))}</li>
          {mail && (
            <li data-status={mail.status}>
              {words.byMail(words.mailStates[mail.status])}
              {mail.status !== 'sent' && mail.fault && `：${texts.mail.faults[mail.fault.step]}`}
            </li>
          )}
        </ul>
      )}
    </section>
  )
}
