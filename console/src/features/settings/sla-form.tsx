import type { Output } from '@keqiao/client'
import { App } from 'antd'
import { useId, useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'
import { FormFoot } from './form-foot'
import { slaBounds, slaDraftOf, slaFields, slaInputOf, slaProblemOf, type SlaField } from './sla-draft'

interface SlaFormProps {
  stored: Output<'sla.getSettings'>
  onReload: () => void
}

/** 响应时限 (RTE-13): when an answer is late, when it is too late, and whether supervisors hear of it. */
export function SlaForm({ stored, onReload }: SlaFormProps) {
  const texts = useTexts()
  const { sla: words, rules } = texts
  const { message } = App.useApp()
  const change = useChange('sla.getSettings')
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState(() => slaDraftOf(stored.settings))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const hintId = useId()
  const isDirty = JSON.stringify(draft) !== JSON.stringify(slaDraftOf(base.settings))
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: Output<'sla.getSettings'>) => {
    setBase(theirs)
    setDraft(slaDraftOf(theirs.settings))
    setComplaint(null)
  }
  // Nothing was typed: what somebody else has saved is simply shown.
  if (isOld && !isDirty) take(stored)
  const problem = slaProblemOf(draft)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || problem) return
    setBusy(true)
    const reply = await change('sla.changeSettings', { version: base.version, settings: slaInputOf(draft) })
    setBusy(false)
    if (reply.ok) {
      take(reply.result)
      void message.success(rules.saved)
    } else if (reply.error.code !== 'settings_changed') setComplaint(errorWords(texts, reply.error.code))
    else onReload()
  }
  const number = (field: SlaField, label: string) => (
    <label className="rule">
      <span className="rule-words">
        {label}
        {problem?.field === field && (
          <span className="rules-complaint" role="alert">
            {problem.what === 'order' ? words.order : rules.notWhole(...slaBounds)}
          </span>
        )}
      </span>
      <span className="rule-value">
        <input
          className="rules-input"
          inputMode="numeric"
          aria-invalid={problem?.field === field}
          value={draft[field]}
          maxLength={4}
          onChange={(event) => setDraft({ ...draft, [field]: event.target.value.replace(/\D/g, '') })}
        />
        <span>{rules.routing.seconds}</span>
      </span>
    </label>
  )
  return (
    <form className="rules-form" noValidate aria-label={words.title} onSubmit={(event) => void save(event)}>
      {(['first', 'later'] as const).map((kind) => (
        <fieldset key={kind} className="rules-section">
          <legend>{words[kind]}</legend>
          {number(slaFields[kind].amber, words.amber)}
          {number(slaFields[kind].red, words.red)}
        </fieldset>
      ))}
      <fieldset className="rules-section">
        <legend>{words.telling}</legend>
        <label className="rule">
          <span className="rule-words">
            {words.supervisor}
            <small id={hintId}>{words.supervisorHint}</small>
          </span>
          <input
            type="checkbox"
            role="switch"
            aria-label={words.supervisor}
            aria-describedby={hintId}
            checked={draft.tellsSupervisor}
            onChange={(event) => setDraft({ ...draft, tellsSupervisor: event.target.checked })}
          />
        </label>
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
