import type { Output } from '@keqiao/client'
import { App } from 'antd'
import { useState, type FormEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'
import { FormFoot } from '../settings/form-foot'
import { draftOf, hoursBounds, settingsOf, type RatingDraft } from './rating-draft'
import { Stars } from './stars'
import '../form/form-fields.css'
import './rating-form.css'

interface RatingFormProps {
  stored: Output<'settings.getRating'>
  onReload: () => void
}

export function RatingForm({ stored, onReload }: RatingFormProps) {
  const texts = useTexts()
  const { rating: words, rules } = texts
  const { message } = App.useApp()
  const change = useChange('settings.getRating')
  const [base, setBase] = useState(stored)
  const [draft, setDraft] = useState(() => draftOf(stored.settings))
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOf(base.settings))
  const isOld = stored.version !== base.version && !busy
  const take = (theirs: Output<'settings.getRating'>) => {
    setBase(theirs)
    setDraft(draftOf(theirs.settings))
    setComplaint(null)
  }
  if (isOld && !dirty) take(stored)
  const edit = (fields: Partial<RatingDraft>) => {
    setComplaint(null)
    setDraft({ ...draft, ...fields })
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const settings = settingsOf(draft)
    if (settings === 'hours') return setComplaint(rules.notWhole(...hoursBounds))
    if (settings === 'reasons') return setComplaint(words.tooManyReasons)
    if (busy) return
    setBusy(true)
    const reply = await change('settings.changeRating', { version: base.version, settings })
    setBusy(false)
    if (reply.ok) {
      take(reply.result)
      void message.success(rules.saved)
    } else if (reply.error.code !== 'settings_changed') setComplaint(errorWords(texts, reply.error.code))
    else onReload()
  }
  return (
    <form className="rules-form" noValidate onSubmit={(event) => void save(event)}>
      <div className="rules-section">
        <label className="rule">
          <span className="rule-words">
            {words.offerAtEnd}
            <small>{words.offerAtEndHint}</small>
          </span>
          <input
            type="checkbox"
            role="switch"
            aria-label={words.offerAtEnd}
            checked={draft.offerAtEnd}
            onChange={(event) => edit({ offerAtEnd: event.target.checked })}
          />
        </label>
        <label className="rule">
          <span className="rule-words">{words.openHours}</span>
          <span className="rule-value">
            <input
              className="rules-input"
              inputMode="numeric"
              aria-label={words.openHours}
              maxLength={3}
              value={draft.openHours}
              onChange={(event) => edit({ openHours: event.target.value.replace(/\D/g, '') })}
            />
            <span>{words.hours}</span>
          </span>
        </label>
      </div>
      <Levels draft={draft} onChange={(levels) => edit({ levels })} />
      <FormFoot
        dirty={dirty}
        busy={busy}
        complaint={isOld && dirty ? rules.changedMeanwhile : complaint}
        onTakeTheirs={isOld && dirty ? () => take(stored) : null}
        onDiscard={() => take(stored)}
      />
    </form>
  )
}

type LevelsOf = RatingDraft['levels']

/** From the best to the worst, as a visitor reads them. */
function Levels({ draft, onChange }: { draft: RatingDraft; onChange: (levels: LevelsOf) => void }) {
  const { rating: words } = useTexts()
  const change = (at: number, fields: Partial<LevelsOf[number]>) =>
    onChange(draft.levels.map((level, index) => (index === at ? { ...level, ...fields } : level)))
  return (
    <fieldset className="rules-section">
      <legend>{words.level}</legend>
      <p className="rules-hint">{words.levelHint}</p>
      {draft.levels.toReversed().map((level, reversed) => {
        const at = draft.levels.length - 1 - reversed
        return (
          <div key={at} className="rating-level">
            <Stars score={at + 1} />
            <input
              className="form-input"
              aria-label={words.label(at + 1)}
              placeholder={words.levels[at]}
              maxLength={20}
              value={level.label}
              onChange={(event) => change(at, { label: event.target.value })}
            />
            <label className="rating-level-own">
              <input
                type="checkbox"
                checked={level.own}
                onChange={(event) => change(at, { own: event.target.checked })}
              />
              {words.ownReasons}
            </label>
            {level.own && (
              <textarea
                className="form-input"
                rows={3}
                aria-label={words.reasons(at + 1)}
                value={level.reasons}
                onChange={(event) => change(at, { reasons: event.target.value })}
              />
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
