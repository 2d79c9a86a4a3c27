import type { Output } from '@keqiao/client'
import type { RoutingSettings } from '@keqiao/contract'
import { App } from 'antd'
import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { SwitchRule } from '../manage/switch-rule'
import { useChange } from '../manage/use-asked'
import { FormFoot } from './form-foot'
import { numberFields, routingBounds, type NumberField } from './routing-bounds'

/** Numbers as they are typed. */
type Draft = { readonly [Field in NumberField]: string } & Omit<RoutingSettings, NumberField>

const draftOf = (settings: RoutingSettings): Draft => ({
  ...settings,
  lastAgentDays: String(settings.lastAgentDays),
  unassignedAfterSeconds: String(settings.unassignedAfterSeconds),
  releaseAfterSeconds: String(settings.releaseAfterSeconds),
  silentVisitorMinutes: String(settings.silentVisitorMinutes),
  goneVisitorMinutes: String(settings.goneVisitorMinutes),
})

const isWrong = (draft: Draft, field: NumberField): boolean => {
  const [min, max] = routingBounds[field]
  return !/^\d{1,4}$/.test(draft[field]) || Number(draft[field]) < min || Number(draft[field]) > max
}

const settingsOf = (draft: Draft): RoutingSettings => ({
  ...draft,
  lastAgentDays: Number(draft.lastAgentDays),
  unassignedAfterSeconds: Number(draft.unassignedAfterSeconds),
  releaseAfterSeconds: Number(draft.releaseAfterSeconds),
  silentVisitorMinutes: Number(draft.silentVisitorMinutes),
  goneVisitorMinutes: Number(draft.goneVisitorMinutes),
})

interface RoutingFormProps {
  stored: Output<'settings.getRouting'>
  /** Asks for what is stored now. */
  onReload: () => void
}

export function RoutingForm({ stored, onReload }: RoutingFormProps) {
  const texts = useTexts()
  const { routing: words } = texts.rules
  const { message } = App.useApp()
  const changeSettings = useChange('settings.getRouting')
  /** What the draft was made from: somebody else's change must not slip under it. */
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState(() => draftOf(stored.settings))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(draftOf(base.settings))
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: Output<'settings.getRouting'>) => {
    setBase(theirs)
    setDraft(draftOf(theirs.settings))
    setComplaint(null)
  }
  // Nothing was typed: what somebody else has saved is simply shown.
  if (isOld && !isDirty) take(stored)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || numberFields.some((field) => isWrong(draft, field))) return
    setBusy(true)
    const input = { version: base.version, settings: settingsOf(draft) }
    const reply = await changeSettings('settings.changeRouting', input)
    setBusy(false)
    if (reply.ok) {
      take(reply.result)
      void message.success(texts.rules.saved)
    } else if (reply.error.code !== 'settings_changed') setComplaint(errorWords(texts, reply.error.code))
    else onReload()
  }

  const outOf = (field: NumberField) => {
    const [min, max] = routingBounds[field]
    return texts.rules.notWhole(min, max)
  }
  const number = (field: NumberField, label: string, unit: string, disabled = false) => (
    <NumberRule
      label={label}
      unit={unit}
      value={draft[field]}
      disabled={disabled}
      complaint={isWrong(draft, field) ? outOf(field) : null}
      onChange={(value) => setDraft({ ...draft, [field]: value })}
    />
  )
  const choice = (field: 'automatic' | 'lastAgentFirst' | 'mayExceedCapacity', label: string, hint: string) => (
    <SwitchRule
      label={label}
      hint={hint}
      checked={draft[field]}
      onChange={(checked) => setDraft({ ...draft, [field]: checked })}
    />
  )
  return (
    <form className="rules-form" noValidate onSubmit={(event) => void save(event)}>
      <Section title={words.assigning}>
        {choice('automatic', words.automatic, words.automaticHint)}
        {choice('lastAgentFirst', words.lastAgentFirst, words.lastAgentFirstHint)}
        {number('lastAgentDays', words.lastAgentDays, words.days, !draft.lastAgentFirst)}
        {choice('mayExceedCapacity', words.mayExceed, words.mayExceedHint)}
      </Section>
      <Section title={words.absence}>
        {number('unassignedAfterSeconds', words.unassigned, words.seconds)}
        {number('releaseAfterSeconds', words.release, words.seconds)}
      </Section>
      <Section title={words.silence}>
        {number('silentVisitorMinutes', words.silent, words.minutes)}
        {number('goneVisitorMinutes', words.gone, words.minutes)}
      </Section>
      <FormFoot
        dirty={isDirty}
        busy={busy}
        complaint={isOld && isDirty ? texts.rules.changedMeanwhile : complaint}
        onTakeTheirs={isOld && isDirty ? () => take(stored) : null}
        onDiscard={() => take(stored)}
      />
    </form>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="rules-section">
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

interface NumberRuleProps {
  label: string
  unit: string
  value: string
  disabled: boolean
  complaint: string | null
  onChange: (value: string) => void
}

function NumberRule({ label, unit, value, disabled, complaint, onChange }: NumberRuleProps) {
  const complaintId = useId()
  return (
    <label className="rule">
      <span className="rule-words">
        {label}
        {complaint !== null && (
          <span id={complaintId} className="rules-complaint" role="alert">
            {complaint}
          </span>
        )}
      </span>
      <span className="rule-value">
        <input
          className="rules-input"
          inputMode="numeric"
          aria-label={label}
          aria-invalid={complaint !== null}
          aria-describedby={complaint === null ? undefined : complaintId}
          value={value}
          maxLength={4}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, ''))}
        />
        <span>{unit}</span>
      </span>
    </label>
  )
}
