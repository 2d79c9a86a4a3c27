import type { Output } from '@keqiao/client'
import { App } from 'antd'
import { useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useMetricTexts } from '../../i18n/metric-texts'
import { useChange } from '../manage/use-asked'
import { FormFoot } from './form-foot'
import {
  choiceFields,
  isWrongLimit,
  limitFields,
  metricDraftOf,
  metricInputOf,
  type ChoiceField,
  type LimitField,
} from './metrics-draft'
import { MetricChoice, MetricLimit } from './metrics-fields'

type Stored = Output<'metric.getSettings'>

interface MetricsFormProps {
  stored: Stored
  /** Says an instant in the merchant's time. */
  timeOf: (at: number) => string
  onReload: () => void
}

const limits = Object.keys(limitFields) as LimitField[]
const choices = Object.keys(choiceFields) as ChoiceField[]

/** What is chosen, each variant with its formula as the reports will say it. */
export function MetricsForm({ stored, timeOf, onReload }: MetricsFormProps) {
  const texts = useTexts()
  const words = useMetricTexts()
  const { message } = App.useApp()
  const change = useChange('metric.getSettings', 'metric.listChanges', 'report.get', 'report.overview')
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState(() => metricDraftOf(stored.settings))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(metricDraftOf(base.settings))
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: Stored) => {
    setBase(theirs)
    setDraft(metricDraftOf(theirs.settings))
    setComplaint(null)
  }
  // Nothing was chosen: what somebody else has saved is simply shown.
  if (isOld && !isDirty) take(stored)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || limits.some((field) => isWrongLimit(draft, field))) return
    setBusy(true)
    const reply = await change('metric.changeSettings', { version: base.version, settings: metricInputOf(draft) })
    setBusy(false)
    if (reply.ok) {
      take(reply.result)
      const { holdsFrom } = reply.result
      void message.success(holdsFrom === null ? texts.rules.saved : words.saved(timeOf(holdsFrom)))
    } else if (reply.error.code !== 'settings_changed') setComplaint(errorWords(texts, reply.error.code))
    else onReload()
  }
  const settings = metricInputOf(draft)
  return (
    <form
      className="rules-form metrics-form"
      noValidate
      aria-label={words.title}
      onSubmit={(event) => void save(event)}
    >
      <p className="rules-hint">{words.notice}</p>
      <fieldset className="rules-section">
        <legend>{words.limits}</legend>
        {limits.map((field) => (
          <MetricLimit
            key={field}
            {...{ field, settings }}
            value={draft[field]}
            wrong={isWrongLimit(draft, field)}
            onChange={(value) => setDraft({ ...draft, [field]: value })}
          />
        ))}
      </fieldset>
      {choices.map((field) => (
        <MetricChoice
          key={field}
          {...{ field, settings }}
          onChange={(value) => setDraft({ ...draft, [field]: value })}
        />
      ))}
      <p className="rules-hint">{words.others}</p>
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
