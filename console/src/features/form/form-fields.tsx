import { askedQuestions, type Answer, type AnswerProblem, type Answers, type Question } from '@keqiao/domain'
import { useId } from 'react'
import { useTexts } from '../../i18n/language'
import { TreeChoice } from './tree-choice'
import './form-fields.css'

interface FormFieldsProps {
  questions: readonly Question[]
  answers: Answers
  /** What is wrong, by question; shown where it is. */
  problems: ReadonlyMap<string, AnswerProblem>
  /** The first question takes the focus of its dialog. */
  focusFirst?: boolean
  onChange: (questionId: string, answer: Answer | undefined) => void
}

/** The questions of a form that are asked, given what is answered so far. */
export function FormFields({ questions, answers, problems, focusFirst = false, onChange }: FormFieldsProps) {
  return (
    <div className="form-fields">
      {askedQuestions(questions, answers).map((question, index) => (
        <Field
          key={question.id}
          question={question}
          answer={answers[question.id]}
          problem={problems.get(question.id)}
          firstFocus={focusFirst && index === 0}
          onChange={(answer) => onChange(question.id, answer)}
        />
      ))}
    </div>
  )
}

interface FieldProps {
  question: Question
  answer: Answer | undefined
  problem: AnswerProblem | undefined
  firstFocus: boolean
  onChange: (answer: Answer | undefined) => void
}

function Field(props: FieldProps) {
  const { question, problem } = props
  const { form } = useTexts()
  const id = useId()
  const { label, help, required, kind } = question
  const isGroup = kind === 'choice' || kind === 'choices' || kind === 'yesNo'
  const describedBy = help === '' && problem === undefined ? undefined : `${id}-hint`
  return (
    <div className="form-field" data-kind={kind} data-question={question.id}>
      {isGroup ? (
        <span className="form-label" id={`${id}-label`}>
          {label}
          {required && <Required />}
        </span>
      ) : (
        <label className="form-label" htmlFor={id}>
          {label}
          {required && <Required />}
        </label>
      )}
      <Control {...props} id={id} describedBy={describedBy} />
      {describedBy !== undefined && (
        <p id={describedBy} className="form-hint">
          {problem !== undefined && <span className="form-problem">{form.problems[problem]}</span>} {help}
        </p>
      )}
    </div>
  )
}

const Required = () => (
  <span className="form-required" aria-hidden="true">
    {' '}
    *
  </span>
)

interface ControlProps extends FieldProps {
  id: string
  describedBy: string | undefined
}

function Control({ question, answer, problem, firstFocus, id, describedBy, onChange }: ControlProps) {
  const { form } = useTexts()
  const text = typeof answer === 'string' || typeof answer === 'number' ? String(answer) : ''
  const shared = {
    id,
    className: 'form-input',
    'aria-required': question.required,
    'aria-invalid': problem !== undefined,
    'aria-describedby': describedBy,
    'data-first-focus': firstFocus || undefined,
  }
  switch (question.kind) {
    case 'text':
      return (
        <input
          {...shared}
          value={text}
          maxLength={question.maxLength}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'longText':
      return (
        <textarea
          {...shared}
          rows={2}
          value={text}
          maxLength={question.maxLength}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'date':
      return <input {...shared} type="date" value={text} onChange={(event) => onChange(event.target.value)} />
    case 'number':
      return (
        <input
          {...shared}
          type="number"
          inputMode="decimal"
          value={text}
          min={question.min ?? undefined}
          max={question.max ?? undefined}
          onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
        />
      )
    case 'tree':
      return (
        <TreeChoice
          id={id}
          label={question.label}
          branches={question.branches}
          value={text === '' ? null : text}
          invalid={problem !== undefined}
          describedBy={describedBy}
          firstFocus={firstFocus}
          onChange={onChange}
        />
      )
    case 'yesNo':
      return (
        <Choices
          id={id}
          options={[true, false].map((value) => ({ value, label: value ? form.yes : form.no }))}
          chosen={answer === undefined ? [] : [answer]}
          describedBy={describedBy}
          invalid={problem !== undefined}
          onChoose={onChange}
        />
      )
    case 'choice':
      return (
        <Choices
          id={id}
          options={question.options.map((option) => ({ value: option.id, label: option.label }))}
          chosen={answer === undefined ? [] : [answer]}
          describedBy={describedBy}
          invalid={problem !== undefined}
          onChoose={onChange}
        />
      )
    case 'choices': {
      const chosen = Array.isArray(answer) ? (answer as readonly string[]) : []
      const toggle = (one: Answer) => {
        const others = chosen.filter((each) => each !== one)
        onChange(others.length === chosen.length ? [...chosen, String(one)] : others)
      }
      return (
        <Choices
          id={id}
          several
          options={question.options.map((option) => ({ value: option.id, label: option.label }))}
          chosen={chosen}
          describedBy={describedBy}
          invalid={problem !== undefined}
          onChoose={toggle}
        />
      )
    }
  }
}

interface ChoicesProps {
  id: string
  several?: boolean
  options: readonly { readonly value: string | boolean; readonly label: string }[]
  chosen: readonly Answer[]
  describedBy: string | undefined
  invalid: boolean
  onChoose: (value: string | boolean) => void
}

/** Side by side: the browser's own radios and boxes, so that its keys work. */
function Choices({ id, several = false, options, chosen, describedBy, invalid, onChoose }: ChoicesProps) {
  return (
    <div
      className="form-choices"
      role={several ? 'group' : 'radiogroup'}
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      data-invalid={invalid}
    >
      {options.map(({ value, label }) => (
        <label key={String(value)}>
          <input
            type={several ? 'checkbox' : 'radio'}
            name={id}
            checked={chosen.includes(value)}
            onChange={() => onChoose(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  )
}
