import type { Output } from '@keqiao/client'
import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { useTexts } from '../../i18n/language'
import { keysOf, mainFields, moreFields, type ConditionField } from './condition-fields'
import { ConditionControl } from './condition-control'
import type { ConditionTexts } from './dialogues-search'

export type Choices = Output<'dialogue.choices'>

interface ConditionsFormProps {
  /** What is asked for now. */
  asked: ConditionTexts
  choices: Choices
  /** 查看个人对话: whose they are is settled. */
  own: boolean
  onAsk: (texts: ConditionTexts) => void
}

/** MGT-03: what one asks for, answered on 查询 or Enter. */
export function ConditionsForm({ asked, choices, own, onAsk }: ConditionsFormProps) {
  const { dialogues: words } = useTexts()
  const [draft, setDraft] = useState<ConditionTexts>(asked)
  const [wide, setWide] = useState(moreFields.some((field) => keysOf(field).some((key) => key in asked)))
  const set = (changes: Readonly<Record<string, string>>) =>
    setDraft((now) => Object.fromEntries(Object.entries({ ...now, ...changes }).filter(([, value]) => value !== '')))
  const fields = [...mainFields, ...(wide ? moreFields : [])].filter((field) => !own || field.key !== 'member')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAsk(Object.fromEntries(Object.entries(draft).map(([key, value]) => [key, value.trim()])))
  }
  const control = (field: ConditionField) => (
    <ConditionControl key={field.key} field={field} draft={draft} choices={choices} onSet={set} />
  )
  return (
    <form className="conditions" role="search" aria-label={words.query} onSubmit={submit}>
      {fields.map(control)}
      <div className="conditions-does">
        <Button type="primary" size="small" htmlType="submit">
          {words.query}
        </Button>
        <Button
          size="small"
          onClick={() => {
            setDraft({})
            onAsk({})
          }}
        >
          {words.reset}
        </Button>
        <button type="button" className="plain-button" aria-expanded={wide} onClick={() => setWide(!wide)}>
          {wide ? words.less : words.more}
        </button>
      </div>
    </form>
  )
}
