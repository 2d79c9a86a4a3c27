import type { FormOption } from '@keqiao/domain'
import { Button } from 'antd'
import { useTexts } from '../../i18n/language'
import { CardButton } from './card-button'
import { moved } from './form-draft'

interface OptionsEditorProps {
  options: readonly FormOption[]
  newId: () => string
  onChange: (options: readonly FormOption[]) => void
}

/** The options of a choice. One keeps its id under another name: what was answered stays what it was. */
export function OptionsEditor({ options, newId, onChange }: OptionsEditorProps) {
  const { formEditor: words } = useTexts()
  return (
    <div className="options-editor" role="group" aria-label={words.options}>
      {options.map((option, index) => {
        const name = option.label.trim() || words.unnamed
        return (
          <div key={option.id} className="options-editor-line">
            <input
              className="form-input"
              aria-label={`${words.options} ${index + 1}`}
              maxLength={60}
              value={option.label}
              onChange={(event) =>
                onChange(options.map((one) => (one === option ? { ...one, label: event.target.value } : one)))
              }
            />
            <CardButton
              icon="arrowUp"
              label={words.up(name)}
              disabled={index === 0}
              onClick={() => onChange(moved(options, option.id, -1))}
            />
            <CardButton
              icon="arrowDown"
              label={words.down(name)}
              disabled={index === options.length - 1}
              onClick={() => onChange(moved(options, option.id, 1))}
            />
            <CardButton
              icon="close"
              label={words.remove(name)}
              disabled={options.length === 1}
              onClick={() => onChange(options.filter((one) => one !== option))}
            />
          </div>
        )
      })}
      <Button size="small" onClick={() => onChange([...options, { id: newId(), label: '' }])}>
        {words.addOption}
      </Button>
    </div>
  )
}
