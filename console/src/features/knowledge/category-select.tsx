import { useTexts } from '../../i18n/language'
import type { CategoryOption } from './category-options'

interface CategorySelectProps {
  value: string
  options: readonly CategoryOption[]
  label: string
  /** What stands before the categories: value and words. */
  first: readonly (readonly [value: string, words: string])[]
  onChange: (value: string) => void
}

/** The tree as a select: the browser's own, so that it reads and types like every other. */
export function CategorySelect({ value, options, label, first, onChange }: CategorySelectProps) {
  return (
    <select className="rules-input" aria-label={label} value={value} onChange={({ target }) => onChange(target.value)}>
      {first.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
      {options.map(({ id, name, depth }) => (
        <option key={id} value={id}>{`${'\u3000'.repeat(depth)}${name}`}</option>
      ))}
    </select>
  )
}

/** The same for the category an entry lies in. */
export function EntryCategory({
  value,
  options,
  onChange,
}: Pick<CategorySelectProps, 'options'> & { value: string | null; onChange: (id: string | null) => void }) {
  const { knowledge: words } = useTexts()
  return (
    <CategorySelect
      value={value ?? ''}
      options={options}
      label={words.categories}
      first={[['', words.noCategory]]}
      onChange={(id) => onChange(id === '' ? null : id)}
    />
  )
}
