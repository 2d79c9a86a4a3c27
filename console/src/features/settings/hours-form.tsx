import type { Output } from '@keqiao/client'
import { addDays, dayAt } from '@keqiao/domain/schedule/zoned-time'
import { App, Segmented } from 'antd'
import { useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'
import { DaysEditor } from './days-editor'
import { daysDraftOf, exceptionsOf, type DaysDraft } from './days-of-their-own'
import { FormFoot } from './form-foot'
import { WeekEditor } from './week-editor'
import { weekDraftOf, weeklyOf, type SlotDraft, type WeekDraft } from './week-slots'

interface Draft {
  readonly always: boolean
  readonly timeZone: string
  readonly week: WeekDraft
  readonly days: readonly DaysDraft[]
}

type Stored = Output<'settings.getHours'>

const draftOf = ({ hours }: Stored): Draft => ({
  always: hours.always,
  timeZone: hours.timeZone,
  week: weekDraftOf(hours),
  days: daysDraftOf(hours, addDays(dayAt(Date.now(), hours.timeZone), -1)),
})

/** Without what only the editor knows. */
const factsOf = ({ always, timeZone, week, days }: Draft): string =>
  JSON.stringify([always, timeZone, week.map(bare), days.map(({ from, until, slots }) => [from, until, bare(slots)])])
const bare = (slots: readonly SlotDraft[]) => slots.map(({ from, to }) => [from, to])

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
    const exceptions = exceptionsOf(draft.days)
    if (!Array.isArray(exceptions)) {
      setComplaint(words.days.wrong[exceptions.wrong](exceptions.day))
      return
    }
    setBusy(true)
    const { always, timeZone } = draft
    const hours = { always, timeZone, weekly, exceptions }
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
    <form className="rules-form hours-form" noValidate onSubmit={(event) => void save(event)}>
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
      {!draft.always && (
        <>
          <WeekEditor week={draft.week} onChange={(week) => change({ week })} />
          <DaysEditor days={draft.days} timeZone={draft.timeZone} onChange={(days) => change({ days })} />
        </>
      )}
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
