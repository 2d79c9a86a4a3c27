import type { MetricSettings } from '@keqiao/contract'
import { reportWords } from '@keqiao/contract/i18n/report-words'
import { useId } from 'react'
import { useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { useMetricTexts, type MetricTexts } from '../../i18n/metric-texts'
import { choiceFields, limitFields, metricBounds, type ChoiceField, type LimitField } from './metrics-draft'
import './metrics.css'

interface MetricLimitProps {
  field: LimitField
  /** All as they are chosen now, for the formula. */
  settings: MetricSettings
  /** As it is typed. */
  value: string
  wrong: boolean
  onChange: (value: string) => void
}

/** X of a rate. */
export function MetricLimit({ field, settings, value, wrong, onChange }: MetricLimitProps) {
  const { rules } = useTexts()
  const words = useMetricTexts()
  const { varied } = reportWords[useLanguageTag()]
  return (
    <label className="rule">
      <span className="rule-words">
        {words.fields[field]}
        {wrong ? (
          <span className="rules-complaint" role="alert">
            {rules.notWhole(...metricBounds)}
          </span>
        ) : (
          <small>{varied[limitFields[field]](settings).formula}</small>
        )}
      </span>
      <span className="rule-value">
        <input
          className="rules-input"
          inputMode="numeric"
          aria-label={words.fields[field]}
          aria-invalid={wrong}
          value={value}
          maxLength={4}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, ''))}
        />
        <span>{words.seconds}</span>
      </span>
    </label>
  )
}

interface MetricChoiceProps {
  field: ChoiceField
  settings: MetricSettings
  onChange: (value: string) => void
}

/** One question with all its variants. */
export function MetricChoice({ field, settings, onChange }: MetricChoiceProps) {
  const words = useMetricTexts()
  const language = useLanguageTag()
  const id = useId()
  return (
    <fieldset className="rules-section metric-choice">
      <legend>{words.fields[field]}</legend>
      {choiceFields[field].map((option, index) => (
        <label key={option} className="metric-option">
          <input
            type="radio"
            name={`${id}${field}`}
            aria-label={optionWords(words, field, option)}
            aria-describedby={`${id}${option}`}
            checked={settings[field] === option}
            onChange={() => onChange(option)}
          />
          <span className="rule-words">
            <span>
              {optionWords(words, field, option)}
              {index === 0 && <em>{words.recommended}</em>}
            </span>
            <small id={`${id}${option}`}>{formulaOf(words, language, { ...settings, [field]: option }, field)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** What a variant is called. */
export const optionWords = ({ options }: MetricTexts, field: ChoiceField, option: string): string =>
  (options[field] as Readonly<Record<string, string>>)[option] ?? option

/** How the column that a question is about would be computed. */
function formulaOf(
  { transferHints }: MetricTexts,
  language: keyof typeof reportWords,
  settings: MetricSettings,
  field: ChoiceField,
): string {
  const { varied } = reportWords[language]
  switch (field) {
    case 'firstReplyFrom':
      return varied.meanFirstReply(settings).formula
    case 'validBy':
      return `${varied.validDialogues(settings).name} = ${varied.validDialogues(settings).formula}`
    case 'threeMinutesOf':
      return varied.threeMinuteRate(settings).formula
    case 'satisfactionOf':
      return varied.satisfactionRate(settings).formula
    case 'transfers':
      return transferHints[settings.transfers]
  }
}
