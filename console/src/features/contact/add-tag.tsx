import { maxTagLength, tagName } from '@keqiao/domain/contact/tag-name'
import { useId, useState, type KeyboardEvent } from 'react'
import { useTexts } from '../../i18n/language'
import { useTagSuggestions } from './use-tag-suggestions'

/** A press of a button lasts this long at most, as a rule. */
const PRESS_MS = 200

interface AddTagProps {
  /** Tags that he has already. */
  taken: readonly string[]
  /** False: it did not go; what was typed stays. */
  onPick: (tag: string) => Promise<boolean>
  onDone: () => void
}

/** A name, completed from the merchant's tags, most used first; a new one by Enter. */
export function AddTag({ taken, onPick, onDone }: AddTagProps) {
  const { contact: texts } = useTexts()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const { tags, failed } = useTagSuggestions(typed)
  const name = tagName(typed)
  const known = tags.filter((tag) => !taken.includes(tag.name))
  const isNew = name !== '' && ![...taken, ...tags.map((tag) => tag.name)].some((one) => sameName(one, name))
  const options = [
    ...known.map((tag) => ({ name: tag.name, note: texts.tagUsed(tag.contactCount) })),
    ...(isNew ? [{ name, note: texts.tagNew }] : []),
  ]
  const chosen = Math.min(active, options.length - 1)

  const pick = async (tag: string) => {
    if (!(await onPick(tag))) return
    setTyped('')
    setActive(0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setActive((Math.max(chosen, 0) + step + options.length) % Math.max(options.length, 1))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const option = options[chosen]
      if (option) void pick(option.name)
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      onDone()
    }
  }
  return (
    <div className="add-tag">
      <input
        role="combobox"
        aria-label={texts.addTag}
        aria-expanded={options.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={options.length > 0 ? `${listId}-${chosen}` : undefined}
        placeholder={texts.tagHint}
        value={typed}
        maxLength={maxTagLength}
        autoFocus
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        // Not at once: what stands below would move from under the press that took the focus away.
        onBlur={() => setTimeout(onDone, PRESS_MS)}
      />
      <ul id={listId} role="listbox" aria-label={texts.tags} className="add-tag-options" hidden={options.length === 0}>
        {options.map((option, index) => (
          <li
            key={option.name}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            // Before the field loses the focus.
            onPointerDown={(event) => {
              event.preventDefault()
              void pick(option.name)
            }}
          >
            <span className="ellipsis">{option.name}</span>
            <span>{option.note}</span>
          </li>
        ))}
      </ul>
      {failed && options.length === 0 && <p className="visitor-panel-quiet">{texts.tagsFailed}</p>}
    </div>
  )
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
