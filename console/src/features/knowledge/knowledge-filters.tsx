import { useEffect, useState } from 'react'
import { useTexts } from '../../i18n/language'
import type { CategoryOption } from './category-options'
import { CategorySelect } from './category-select'
import type { KnowledgeSearch } from './knowledge-search'

interface KnowledgeFiltersProps {
  search: KnowledgeSearch
  options: readonly CategoryOption[]
  onShow: (next: KnowledgeSearch) => void
}

/** Typing is not a question for each letter. */
const restMs = 250

/** Text, category, status and visibility; all of it stands in the address. */
export function KnowledgeFilters({ search, options, onShow }: KnowledgeFiltersProps) {
  const { knowledge: words } = useTexts()
  const [text, setText] = useState(search.q ?? '')
  useEffect(() => {
    if (text === (search.q ?? '')) return
    const timer = window.setTimeout(() => {
      const { q: _q, ...others } = search
      onShow({ ...others, ...(text.trim() !== '' && { q: text }) })
    }, restMs)
    return () => window.clearTimeout(timer)
  }, [text, search, onShow])
  const choose = (name: 'category' | 'status' | 'seen', value: string) => {
    const { [name]: _before, ...others } = search
    onShow({ ...others, ...(value !== '' && { [name]: value }) })
  }
  return (
    <div className="members-filters" role="search">
      <input
        type="search"
        className="members-search"
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        maxLength={200}
        onChange={({ target }) => setText(target.value)}
      />
      <CategorySelect
        value={search.category ?? ''}
        options={options}
        label={words.categories}
        first={[
          ['', words.allCategories],
          ['none', words.noCategory],
        ]}
        onChange={(value) => choose('category', value)}
      />
      <select
        className="rules-input"
        aria-label={words.columns.status}
        value={search.status ?? ''}
        onChange={({ target }) => choose('status', target.value)}
      >
        <option value="">{words.allStates}</option>
        <option value="active">{words.active}</option>
        <option value="inactive">{words.inactive}</option>
      </select>
      <select
        className="rules-input"
        aria-label={words.columns.visibility}
        value={search.seen ?? ''}
        onChange={({ target }) => choose('seen', target.value)}
      >
        <option value="">{words.allVisibility}</option>
        <option value="public">{words.public}</option>
        <option value="internal">{words.internal}</option>
      </select>
    </div>
  )
}
