import { useId, type ReactNode } from 'react'
import { useTexts } from '../../i18n/language'
import type { ConditionField } from './condition-fields'
import type { Choices } from './conditions-form'
import { spanOf, spans, type ConditionTexts } from './dialogues-search'

interface ControlProps<Field extends ConditionField = ConditionField> {
  field: Field
  draft: ConditionTexts
  choices: Choices
  onSet: (changes: Readonly<Record<string, string>>) => void
}

/** One condition with its name. */
export function ConditionControl({ field, ...props }: ControlProps) {
  switch (field.kind) {
    case 'span':
      return <SpanControl field={field} {...props} />
    case 'named':
      return <NamedControl field={field} {...props} />
    case 'choice':
      return <ChoiceControl field={field} {...props} />
    case 'text':
      return <TextControl field={field} {...props} />
    case 'range':
      return <RangeControl field={field} {...props} />
  }
}

type Of<Kind extends ConditionField['kind']> = ControlProps<Extract<ConditionField, { kind: Kind }>>

function Named({ name, children }: { name: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="condition">
      <label htmlFor={id}>{name}</label>
      {children(id)}
    </div>
  )
}

function SpanControl({ draft, choices, onSet }: Of<'span'>) {
  const { dialogues: words } = useTexts()
  const span = spanOf(draft)
  return (
    <>
      <Named name={words.fields.span}>
        {(id) => (
          <select
            id={id}
            value={span}
            title={words.zone(choices.timeZone)}
            onChange={({ target: { value } }) => onSet({ span: value, ...(value !== 'own' && { from: '', to: '' }) })}
          >
            {spans.map((one) => (
              <option key={one} value={one}>
                {words.presets[one]}
              </option>
            ))}
          </select>
        )}
      </Named>
      {span === 'own' && (
        <div className="condition condition-span" role="group" aria-label={words.zone(choices.timeZone)}>
          <input
            type="datetime-local"
            aria-label={`${words.fields.span} ${words.hints.from}`}
            value={draft['from'] ?? ''}
            onChange={({ target }) => onSet({ span: 'own', from: target.value })}
          />
          <span>{words.to}</span>
          <input
            type="datetime-local"
            aria-label={`${words.fields.span} ${words.hints.to}`}
            value={draft['to'] ?? ''}
            onChange={({ target }) => onSet({ span: 'own', to: target.value })}
          />
          <small>{words.zone(choices.timeZone)}</small>
        </div>
      )}
    </>
  )
}

function NamedControl({ field: { key }, draft, choices, onSet }: Of<'named'>) {
  const { dialogues: words } = useTexts()
  const options =
    key === 'category'
      ? choices.categories.map((name) => ({ id: name, name }))
      : { member: choices.members, group: choices.groups, channel: choices.channels }[key]
  return (
    <Named name={words.fields[key]}>
      {(id) => (
        <select id={id} value={draft[key] ?? ''} onChange={({ target }) => onSet({ [key]: target.value })}>
          <option value="">{words.all}</option>
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.name}
            </option>
          ))}
        </select>
      )}
    </Named>
  )
}

function ChoiceControl({ field: { key }, draft, onSet }: Of<'choice'>) {
  const { dialogues: words } = useTexts()
  return (
    <Named name={words.fields[key]}>
      {(id) => (
        <select id={id} value={draft[key] ?? ''} onChange={({ target }) => onSet({ [key]: target.value })}>
          {key !== 'time' && <option value="">{words.all}</option>}
          {Object.entries(words.choices[key]).map(([value, label]) => (
            <option key={value} value={key === 'time' && value === 'opened' ? '' : value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Named>
  )
}

function TextControl({ field: { key }, draft, onSet }: Of<'text'>) {
  const { dialogues: words } = useTexts()
  return (
    <Named name={words.fields[key]}>
      {(id) => (
        <input
          id={id}
          value={draft[key] ?? ''}
          maxLength={100}
          placeholder={words.hints[key]}
          autoComplete="off"
          onChange={({ target }) => onSet({ [key]: target.value })}
        />
      )}
    </Named>
  )
}

function RangeControl({ field: { key, seconds }, draft, onSet }: Of<'range'>) {
  const { dialogues: words } = useTexts()
  const name = words.fields[key]
  const end = (which: 'From' | 'To', id?: string) => (
    <input
      id={id}
      inputMode="numeric"
      aria-label={`${name} ${which === 'From' ? words.hints.from : words.hints.to}`}
      placeholder={which === 'From' ? words.hints.from : words.hints.to}
      value={draft[key + which] ?? ''}
      maxLength={8}
      onChange={({ target }) => onSet({ [key + which]: target.value.replace(/\D/g, '') })}
    />
  )
  return (
    <Named name={name}>
      {(id) => (
        <span className="condition-range">
          {end('From', id)}
          <span>–</span>
          {end('To')}
          {seconds && <span>{words.seconds}</span>}
        </span>
      )}
    </Named>
  )
}
