import type { Question, QuestionProblem } from '@keqiao/domain'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { CardButton } from './card-button'
import { OptionsEditor } from './options-editor'
import { ShowIfEditor } from './show-if-editor'
import { TreeEditor } from './tree-editor'

interface QuestionCardProps {
  question: Question
  /** What may decide whether it is shown. */
  before: readonly Question[]
  isLast: boolean
  problem: QuestionProblem | undefined
  newId: () => string
  onChange: (question: Question) => void
  onMove: (by: 1 | -1) => void
  /** Another question was dropped on it. */
  onDrop: (id: string) => void
  onRemove: () => void
}

/** The media type under which a question is dragged: nothing else may be dropped here. */
const dragged = 'application/x-keqiao-question'

/** One question: what it asks, how, of whom; moved by its buttons or by dragging its head. */
export function QuestionCard(props: QuestionCardProps) {
  const { question, before, isLast, problem, newId, onChange, onMove, onDrop, onRemove } = props
  const { formEditor: words } = useTexts()
  const [over, setOver] = useState(false)
  const name = question.label.trim() || words.unnamed
  return (
    <li
      className="question-card"
      data-over={over}
      data-wrong={problem !== undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragged)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        const id = event.dataTransfer.getData(dragged)
        if (id !== '') onDrop(id)
      }}
    >
      <div
        className="question-card-head"
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(dragged, question.id)
          event.dataTransfer.effectAllowed = 'move'
        }}
      >
        <span className="question-card-grip" aria-hidden="true">
          ⠿
        </span>
        <span>{words.kinds[question.kind]}</span>
        {question.role !== null && <small>{words.roles[question.role]}</small>}
        <span className="spacer" />
        <CardButton icon="arrowUp" label={words.up(name)} disabled={before.length === 0} onClick={() => onMove(-1)} />
        <CardButton icon="arrowDown" label={words.down(name)} disabled={isLast} onClick={() => onMove(1)} />
        <CardButton
          icon="close"
          label={words.remove(name)}
          disabled={isLast && before.length === 0}
          onClick={onRemove}
        />
      </div>
      <div className="question-card-line">
        <input
          className="form-input"
          aria-label={words.label}
          placeholder={words.label}
          maxLength={60}
          aria-invalid={problem === 'no-label'}
          value={question.label}
          onChange={(event) => onChange({ ...question, label: event.target.value })}
        />
        <label className="question-card-check">
          <input
            type="checkbox"
            checked={question.required}
            onChange={(event) => onChange({ ...question, required: event.target.checked })}
          />
          {words.required}
        </label>
      </div>
      <input
        className="form-input"
        aria-label={words.help}
        placeholder={words.help}
        maxLength={200}
        value={question.help}
        onChange={(event) => onChange({ ...question, help: event.target.value })}
      />
      <KindFields question={question} newId={newId} onChange={onChange} />
      <ShowIfEditor question={question} before={before} onChange={(showIf) => onChange({ ...question, showIf })} />
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {words.problems[problem]}
        </p>
      )}
    </li>
  )
}

interface KindFieldsProps {
  question: Question
  newId: () => string
  onChange: (question: Question) => void
}

/** What only questions of this kind have. */
function KindFields({ question, newId, onChange }: KindFieldsProps) {
  const { formEditor: words } = useTexts()
  switch (question.kind) {
    case 'text':
    case 'longText':
      return (
        <NumberField
          label={words.maxLength}
          value={question.maxLength}
          onChange={(value) =>
            onChange({ ...question, maxLength: Math.min(5_000, Math.max(1, Math.round(value ?? 1))) })
          }
        />
      )
    case 'choice':
    case 'choices':
      return (
        <OptionsEditor
          options={question.options}
          newId={newId}
          onChange={(options) => onChange({ ...question, options })}
        />
      )
    case 'tree':
      return (
        <TreeEditor
          branches={question.branches}
          newId={newId}
          onChange={(branches) => onChange({ ...question, branches })}
        />
      )
    case 'number':
      return (
        <div className="question-card-line">
          <NumberField label={words.min} value={question.min} onChange={(min) => onChange({ ...question, min })} />
          <NumberField label={words.max} value={question.max} onChange={(max) => onChange({ ...question, max })} />
        </div>
      )
    default:
      return null
  }
}

interface NumberFieldProps {
  label: string
  value: number | null
  onChange: (value: number | null) => void
}

function NumberField({ label, value, onChange }: NumberFieldProps) {
  return (
    <label className="question-card-number">
      {label}
      <input
        type="number"
        className="rules-input"
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : Number(target.value))}
      />
    </label>
  )
}
