import type { Output } from '@keqiao/client'
import { App } from 'antd'
import { useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { PageFailed, PageLoading } from '../manage/page-states'
import { SwitchRule } from '../manage/switch-rule'
import { useAsked, useChange } from '../manage/use-asked'
import { FormFoot } from '../settings/form-foot'
import {
  isWrongTime,
  visitorMailBounds,
  visitorMailDraftOf,
  visitorMailInputOf,
  type VisitorMailDraft,
} from './visitor-mail-draft'

/** What of their conversations customers get by mail. */
export function VisitorMail() {
  const asked = useAsked('mail.getVisitorMail', {})
  if (asked.data) return <VisitorMailForm stored={asked.data} onReload={() => void asked.refetch()} />
  return asked.isError ? (
    <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  ) : (
    <PageLoading rows={3} />
  )
}

interface VisitorMailFormProps {
  stored: Output<'mail.getVisitorMail'>
  onReload: () => void
}

function VisitorMailForm({ stored, onReload }: VisitorMailFormProps) {
  const texts = useTexts()
  const { rules } = texts
  const words = texts.transcript.settings
  const { message } = App.useApp()
  const change = useChange('mail.getVisitorMail')
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState(() => visitorMailDraftOf(stored.settings))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(visitorMailDraftOf(base.settings))
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: Output<'mail.getVisitorMail'>) => {
    setBase(theirs)
    setDraft(visitorMailDraftOf(theirs.settings))
    setComplaint(null)
  }
  // Nothing was typed: what somebody else has saved is simply shown.
  if (isOld && !isDirty) take(stored)
  const isWrong = isWrongTime(draft, 'goneMinutes') || isWrongTime(draft, 'againMinutes')

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || isWrong) return
    setBusy(true)
    const input = { version: base.version, settings: visitorMailInputOf(draft) }
    const reply = await change('mail.changeVisitorMail', input)
    setBusy(false)
    if (reply.ok) {
      take(reply.result)
      void message.success(rules.saved)
    } else if (reply.error.code !== 'settings_changed') setComplaint(errorWords(texts, reply.error.code))
    else onReload()
  }
  return (
    <form className="rules-form" noValidate aria-label={words.title} onSubmit={(event) => void save(event)}>
      <fieldset className="rules-section">
        <legend>{words.title}</legend>
        <Fields draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
      </fieldset>
      <FormFoot
        dirty={isDirty}
        busy={busy}
        complaint={isOld && isDirty ? rules.changedMeanwhile : complaint}
        onTakeTheirs={isOld && isDirty ? () => take(stored) : null}
        onDiscard={() => take(stored)}
      />
    </form>
  )
}

interface FieldsProps {
  draft: VisitorMailDraft
  onChange: (part: Partial<VisitorMailDraft>) => void
}

function Fields({ draft, onChange }: FieldsProps) {
  const { rules, transcript } = useTexts()
  const words = transcript.settings
  const minutes = (field: 'goneMinutes' | 'againMinutes', label: string) => (
    <label className="rule">
      <span className="rule-words">
        {label}
        {isWrongTime(draft, field) && (
          <span className="rules-complaint" role="alert">
            {rules.notWhole(...visitorMailBounds[field])}
          </span>
        )}
      </span>
      <span className="rule-value">
        <input
          className="rules-input"
          inputMode="numeric"
          aria-invalid={isWrongTime(draft, field)}
          disabled={!draft.sendsUnread}
          value={draft[field]}
          maxLength={4}
          onChange={(event) => onChange({ [field]: event.target.value.replace(/\D/g, '') })}
        />
        <span>{words.minutes}</span>
      </span>
    </label>
  )
  return (
    <>
      <SwitchRule
        label={words.offers}
        hint={words.offersHint}
        checked={draft.offersTranscript}
        onChange={(offersTranscript) => onChange({ offersTranscript })}
      />
      <SwitchRule
        label={words.unread}
        hint={words.unreadHint}
        checked={draft.sendsUnread}
        onChange={(sendsUnread) => onChange({ sendsUnread })}
      />
      {minutes('goneMinutes', words.gone)}
      {minutes('againMinutes', words.again)}
    </>
  )
}
