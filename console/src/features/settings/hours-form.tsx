import type { Output } from '@keqiao/client'
import { App, Segmented } from 'antd'
import { useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'
import { FormFoot } from './form-foot'
import { WeekEditor } from './week-editor'
import { weekDraftOf, weeklyOf, type WeekDraft } from './week-slots'

interface Draft {
  readonly always: boolean
  readonly timeZone: string
  readonly week: WeekDraft
}

type Stored = Output<'settings.getHours'>

const draftOf = ({ hours }: Stored): Draft => ({
  always: hours.always,
  timeZone: hours.timeZone,
  week: weekDraftOf(hours),
})

/** Without what only the editor knows. */
const factsOf = ({ always, timeZone, week }: Draft): string =>
  JSON.stringify([always, timeZone, week.map((slots) => slots.map(({ from, to }) => [from, to]))])

/** That of the merchant first: lists of browsers leave some out. */
const timeZones = (own: string): string[] => [...new Set([own, ...Intl.supportedValuesOf('timeZone')])]

interface HoursFormProps {
  stored: Stored
  /** Asks for what is stored now. */
  onReload: () => void
}

export function HoursForm({ stored, onReload }: HoursFormProps) {
  const texts = useTexts()
  const { hours: words } = texts.rules
  const { message } = App.useApp()
  const changeHours = useChange('settings.getHours')
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState(() => draftOf(stored))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isDirty = factsOf(draft) !== factsOf(draftOf(base))
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: Stored) => {
    setBase(theirs)
    setDraft(draftOf(theirs))
    setComplaint(null)
  }
  if (isOld && !isDirty) take(stored)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const weekly = weeklyOf(draft.week)
    if (!Array.isArray(weekly)) {
      setComplaint(words.wrong(words.weekdays[weekly.wrongDay] ?? ''))
      return
    }
    setBusy(true)
    const { always, timeZone } = draft
    const hours = { always, timeZone, weekly, exceptions: base.hours.exceptions }
    const reply = await changeHours('settings.changeHours', { version: base.version, hours })
    setBusy(false)
    if (reply.ok) {
      take(reply.result)
      void message.success(texts.rules.saved)
    } else if (reply.error.code !== 'settings_changed') setComplaint(errorWords(texts, reply.error.code))
    else onReload()
  }

  const change = (part: Partial<Draft>) => {
    setComplaint(null)
    setDraft({ ...draft, ...part })
  }
  return (
    <form className="rules-form" noValidate onSubmit={(event) => void save(event)}>
      <div className="rules-section">
        <div className="rule">
          <span className="rule-words">{words.mode}</span>
          <Segmented
            aria-label={words.mode}
            value={draft.always ? 'always' : 'weekly'}
            options={(['always', 'weekly'] as const).map((value) => ({ value, label: words[value] }))}
            onChange={(mode) => change({ always: mode === 'always' })}
          />
        </div>
        <label className="rule">
          <span className="rule-words">{words.timeZone}</span>
          <select
            className="rules-input"
            value={draft.timeZone}
            disabled={draft.always}
            onChange={(event) => change({ timeZone: event.target.value })}
          >
            {timeZones(base.hours.timeZone).map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
        </label>
        <p className="rules-hint">{words.hint}</p>
      </div>
      {!draft.always && <WeekEditor week={draft.week} onChange={(week) => change({ week })} />}
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
