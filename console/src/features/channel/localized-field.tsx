import type { Locale, LocalizedText } from '@keqiao/contract'
import { useId, useState } from 'react'
import { useChannelTexts } from '../../i18n/channel-texts'
import { languages } from '../../i18n/language'

interface LocalizedFieldProps {
  label: string
  hint: string
  value: LocalizedText
  max: number
  rows: number
  onChange: (value: LocalizedText) => void
}

/** A text in three languages, one at a time; a dot says in which there is one. */
export function LocalizedField({ label, hint, value, max, rows, onChange }: LocalizedFieldProps) {
  const texts = useChannelTexts()
  const [language, setLanguage] = useState<Locale>('zh-CN')
  const id = useId()
  return (
    <div className="channel-field">
      <div className="channel-field-head">
        <label htmlFor={id}>{label}</label>
        <span className="spacer" />
        <div className="channel-languages" role="group" aria-label={texts.languageOf(label)}>
          {languages.map(({ tag: locale }) => (
            <button
              key={locale}
              type="button"
              lang={locale}
              aria-pressed={locale === language}
              data-filled={value[locale] !== ''}
              onClick={() => setLanguage(locale)}
            >
              {texts.languages[locale]}
            </button>
          ))}
        </div>
      </div>
      <textarea
        id={id}
        lang={language}
        rows={rows}
        maxLength={max}
        value={value[language]}
        placeholder={language === 'zh-CN' ? '' : value['zh-CN']}
        onChange={(event) => onChange({ ...value, [language]: event.target.value })}
      />
      <small>{hint}</small>
    </div>
  )
}
