import type { PhraseView } from '@keqiao/contract'
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useTexts } from '../../i18n/language'
import type { EditableHandle } from '../conversation/composer/editable'
import type { StyledDraft } from '../conversation/composer/styled-draft'
import { quickQueryAt, type QuickQuery } from './quick-query'
import type { InsertPhrase } from './use-insert-phrase'
import { usePhraseSearch } from './use-phrases'
import './phrase.css'

const maxShown = 8

interface QuickOptions {
  readonly draft: StyledDraft
  readonly input: RefObject<EditableHandle | null>
  /** Phrases are for replies. */
  readonly open: boolean
  readonly onPick: InsertPhrase
}

/** The quick list above the composer, as it stands. */
export interface Quick {
  readonly shown: boolean
  readonly phrases: readonly PhraseView[]
  readonly at: number
  choose(index: number): void
  pick(index: number): void
  /** Whether a key of the composer belongs to the list. */
  takesKey(event: KeyboardEvent): boolean
  /** Begins a search at the caret, as if one had typed the slash. */
  begin(): void
}

/** `/` in the composer (CON-14): what is typed behind it is searched, and Enter puts a phrase in its place. */
export function usePhraseQuick({ draft, input, open, onPick }: QuickOptions): Quick {
  const [query, setQuery] = useState<QuickQuery | null>(null)
  const [at, setAt] = useState(0)
  // The slash somebody closed the list over: it stays closed until another one is typed.
  const closedAt = useRef<number | null>(null)
  const { text } = draft
  useEffect(() => {
    const next = open ? quickQueryAt(text, input.current?.selected().end ?? text.length) : null
    if (next?.start !== closedAt.current) closedAt.current = null
    setQuery(closedAt.current === null ? next : null)
    setAt(0)
  }, [text, open, input])
  const search = usePhraseSearch({ q: query?.q ?? '', limit: maxShown, ...byUse(query?.q) }, query !== null)
  const phrases = query ? (search.data?.phrases ?? []) : []
  const shown = query !== null && search.data !== undefined
  const pick = (index: number) => {
    const phrase = phrases[index]
    const place = quickQueryAt(text, input.current?.selected().end ?? text.length) ?? query
    if (!phrase || !place) return
    setQuery(null)
    onPick(phrase, { start: place.start, end: place.end })
  }
  const close = () => {
    closedAt.current = query?.start ?? null
    setQuery(null)
  }
  return {
    shown,
    phrases,
    at,
    choose: setAt,
    pick,
    begin() {
      const { start = text.length, end = start } = input.current?.selected() ?? {}
      const before = text.slice(0, start)
      input.current?.replace(before === '' || /\s$/.test(before) ? '/' : ' /', { start, end })
    },
    takesKey(event) {
      if (!shown || event.altKey || event.ctrlKey || event.metaKey) return false
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step !== undefined && phrases.length > 0) {
        setAt((at + step + phrases.length) % phrases.length)
        return true
      }
      // It is ours alone: behind it Esc would leave the dialogue.
      if (event.key === 'Escape') {
        event.stopPropagation()
        close()
        return true
      }
      if ((event.key !== 'Enter' && event.key !== 'Tab') || event.shiftKey || phrases.length === 0) return false
      pick(at)
      return true
    },
  }
}

/** With nothing typed yet, what is used most comes first. */
const byUse = (q: string | undefined) => (q === '' ? ({ sort: 'used', order: 'desc' } as const) : {})

/** The list itself. The focus stays in the text. */
export function PhraseQuick({ quick }: { quick: Quick }) {
  const { phrase: words } = useTexts()
  const { shown, phrases, at, choose, pick } = quick
  if (!shown) return null
  return (
    <div className="phrase-quick">
      {phrases.length === 0 ? (
        <p role="status">{words.quickNone}</p>
      ) : (
        <ul role="listbox" aria-label={words.quick}>
          {phrases.map((phrase, index) => (
            <li
              key={phrase.id}
              role="option"
              aria-selected={index === at}
              onPointerMove={() => choose(index)}
              onPointerDown={(event) => {
                event.preventDefault()
                pick(index)
              }}
            >
              <span className="phrase-quick-code">{phrase.code === null ? '' : `/${phrase.code}`}</span>
              <span className="phrase-quick-title ellipsis">{phrase.title}</span>
              <span className="phrase-quick-text ellipsis">{phrase.text}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="phrase-quick-hint">{words.quickHint}</p>
    </div>
  )
}
