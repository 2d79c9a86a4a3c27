import { fillIn } from '@keqiao/domain'
import { useId, type ReactNode } from 'react'
import { useTexts } from '../../i18n/language'
import { LocalizedField } from '../channel/localized-field'
import { useDesk } from '../desk/desk-context'
import { isWrong, secondsBounds, type Situation, type SituationDraft } from './auto-reply-draft'
import '../channel/channels.css'

interface SituationFieldsProps {
  situation: Situation
  draft: SituationDraft
  /** Where it comes from, of a channel. */
  origin?: ReactNode
  onChange: (part: Partial<SituationDraft>) => void
}

/** One situation: whether, when and what; below it how it reads. */
export function SituationFields({ situation, draft, origin, onChange }: SituationFieldsProps) {
  const { autoReplies: words, rules } = useTexts()
  const { me } = useDesk()
  const hintId = useId()
  const { name, hint } = words.situations[situation]
  const bounds = secondsBounds[situation]
  const names = { agent: me.member.nickname, shop: me.tenant.name, visitor: words.somebody }
  return (
    <fieldset className="rules-section">
      <legend>{name}</legend>
      {origin}
      <label className="rule">
        <span className="rule-words">
          {words.say}
          <small id={hintId}>{hint}</small>
        </span>
        <input
          type="checkbox"
          role="switch"
          aria-label={`${name}：${words.say}`}
          aria-describedby={hintId}
          checked={draft.on}
          onChange={(event) => onChange({ on: event.target.checked })}
        />
      </label>
      {draft.on && bounds && draft.seconds !== null && (
        <label className="rule">
          <span className="rule-words">
            {situation === 'beforeClose' ? words.before : words.after}
            {isWrong(situation, draft) && (
              <span className="rules-complaint" role="alert">
                {rules.notWhole(...bounds)}
              </span>
            )}
          </span>
          <span className="rule-value">
            <input
              className="rules-input"
              inputMode="numeric"
              aria-invalid={isWrong(situation, draft)}
              value={draft.seconds}
              maxLength={4}
              onChange={(event) => onChange({ seconds: event.target.value.replace(/\D/g, '') })}
            />
            <span>{rules.routing.seconds}</span>
          </span>
        </label>
      )}
      {draft.on && (
        <>
          <LocalizedField
            label={words.text}
            hint={words.names}
            value={draft.text}
            max={500}
            rows={2}
            onChange={(text) => onChange({ text })}
          />
          <p className="auto-preview" aria-label={words.preview}>
            {fillIn(draft.text['zh-CN'], names)}
          </p>
        </>
      )}
    </fieldset>
  )
}
