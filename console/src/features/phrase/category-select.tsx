import type { PhraseCategoryView } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'
import { usePhraseBook } from './use-phrases'

interface CategorySelectProps {
  scope: 'all' | 'public' | 'own'
  value: string | undefined
  /** What stands for no choice. */
  all: string
  /** Also those that are in none. */
  withNone?: boolean
  onChange: (categoryId: string | undefined) => void
}

/** Categories in their order, each below the one it hangs on. */
export function inOrder(
  categories: readonly PhraseCategoryView[],
): readonly (PhraseCategoryView & { readonly level: 0 | 1 })[] {
  return categories
    .filter(({ parentId }) => parentId === null)
    .flatMap((top) => [
      { ...top, level: 0 as const },
      ...categories.filter(({ parentId }) => parentId === top.id).map((below) => ({ ...below, level: 1 as const })),
    ])
}

/** A category out of those of one or both libraries. */
export function CategorySelect({ scope, value, all, withNone = false, onChange }: CategorySelectProps) {
  const { phrase: words } = useTexts()
  const { data } = usePhraseBook()
  const shown = inOrder((data?.categories ?? []).filter((one) => scope === 'all' || one.scope === scope))
  return (
    <select
      className="rules-input phrase-select"
      aria-label={words.category}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
    >
      <option value="">{all}</option>
      {withNone && <option value="none">{words.noCategory}</option>}
      {shown.map(({ id, name, level }) => (
        <option key={id} value={id}>
          {level === 1 ? `\u2003${name}` : name}
        </option>
      ))}
    </select>
  )
}
