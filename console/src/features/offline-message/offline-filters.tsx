import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTexts } from '../../i18n/language'
import { useAsked } from '../manage/use-asked'
import { isFiltered, offlineCauses, type OfflineSearch } from './offline-search'

/** Milliseconds after the last key: each word is asked once, not each letter. */
const settleMs = 300

interface OfflineFiltersProps {
  /** Without page and detail. */
  search: OfflineSearch
  onSearch: (next: OfflineSearch) => void
}

/** What the list is narrowed by; all of it stands in the address. */
export function OfflineFilters({ search, onSearch }: OfflineFiltersProps) {
  const { offline: words } = useTexts().rules
  const groups = useAsked('group.list', {})
  const channels = useAsked('channel.list', { limit: 100 })
  const set = (name: keyof OfflineSearch, value: string) => {
    const { [name]: _before, ...others } = search
    onSearch(value === '' ? others : { ...others, [name]: value })
  }
  const choice = (
    name: 'group' | 'channel' | 'cause',
    label: string,
    options: readonly { readonly id: string; readonly name: string }[],
  ) => (
    <select
      className="rules-input"
      aria-label={label}
      value={search[name] ?? ''}
      onChange={(event) => set(name, event.target.value)}
    >
      <option value="">{`${label}：${words.any}`}</option>
      {options.map(({ id, name: shown }) => (
        <option key={id} value={id}>
          {shown}
        </option>
      ))}
    </select>
  )
  const date = (name: 'from' | 'until', label: string) => (
    <label>
      <span>{label}</span>
      <input
        type="date"
        className="rules-input"
        value={search[name] ?? ''}
        onChange={(event) => set(name, event.target.value)}
      />
    </label>
  )
  return (
    <div className="offline-filters" role="search">
      <SearchWords value={search.q ?? ''} onWords={(text) => set('q', text)} />
      {choice('group', words.columns.group, groups.data?.groups ?? [])}
      {choice('channel', words.channel, channels.data?.channels ?? [])}
      {choice(
        'cause',
        words.cause,
        offlineCauses.map((id) => ({ id, name: words.causes[id] })),
      )}
      {date('from', words.from)}
      {date('until', words.until)}
      {isFiltered(search) && (
        <Button size="small" type="link" onClick={() => onSearch({})}>
          {words.clearFilters}
        </Button>
      )}
    </div>
  )
}

function SearchWords({ value, onWords }: { value: string; onWords: (text: string) => void }) {
  const { offline: words } = useTexts().rules
  const [text, setText] = useState(value)
  const [asked, setAsked] = useState(value)
  // The address says something else: somebody went back, or took the filters away.
  if (asked !== value) {
    setAsked(value)
    setText(value)
  }
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onWords(text.trim()), settleMs)
    return () => clearTimeout(timer)
  }, [text, value, onWords])
  return (
    <input
      type="search"
      className="rules-input offline-search"
      aria-label={words.search}
      placeholder={words.search}
      value={text}
      maxLength={100}
      onChange={(event) => setText(event.target.value)}
    />
  )
}
