import type { Output } from '@keqiao/client'
import { App, Segmented } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'
import { useChange } from '../manage/use-asked'

interface ClearingRuleProps {
  stored: Output<'settings.getSummary'>
  onReload: () => void
}

const modes = ['block', 'warn', 'off'] as const

/** One choice, stored as soon as it is made. */
export function ClearingRule({ stored, onReload }: ClearingRuleProps) {
  const texts = useTexts()
  const { summary: words, rules } = texts
  const { desk } = useDesk()
  const { message } = App.useApp()
  const change = useChange('settings.getSummary')
  const [busy, setBusy] = useState(false)
  const choose = async (onClear: (typeof modes)[number]) => {
    setBusy(true)
    const reply = await change('settings.changeSummary', { version: stored.version, settings: { onClear } })
    setBusy(false)
    if (reply.ok) {
      void message.success(rules.saved)
      // This tab's own desk goes by it as well.
      desk.refresh()
      return
    }
    void message.error(errorWords(texts, reply.error.code))
    if (reply.error.code === 'settings_changed') onReload()
  }
  return (
    <fieldset className="rules-section rules-form">
      <legend>{words.clearing}</legend>
      <div className="rule">
        <span className="rule-words">
          {words.onClear}
          <small>{words.onClearHint}</small>
        </span>
        <Segmented
          aria-label={words.onClear}
          disabled={busy}
          value={stored.settings.onClear}
          options={modes.map((value) => ({ value, label: words.modes[value] }))}
          onChange={(mode) => void choose(mode)}
        />
      </div>
    </fieldset>
  )
}
