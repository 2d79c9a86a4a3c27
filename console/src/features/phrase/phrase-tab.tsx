import type { PhraseView } from '@keqiao/contract'
import { App, Segmented } from 'antd'
import { useState, type KeyboardEvent } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { EmptyDrawing } from '../desk/empty-drawing'
import { useConversation } from '../conversation/use-conversation'
import { insertInto } from '../conversation/composer/composer-door'
import { useHelperPane } from '../desk/helper-pane'
import { useStore } from '../desk/use-store'
import { PageLoading } from '../manage/page-states'
import { RefusedError } from '../session/session'
import { CategorySelect } from './category-select'
import { PhraseForm } from './phrase-form'
import { RemovePhrase } from './remove-phrase'
import { useInsertPhrase, type InsertPhrase } from './use-insert-phrase'
import { usePhraseSearch } from './use-phrases'
import './phrase.css'
import '../member/members.css'

type Scope = 'all' | 'public' | 'own'

/** 常用语 beside a conversation (CON-14): a click puts one into the composer, and never sends it. */
export function PhraseTab({ conversationId }: { conversationId: string | undefined }) {
  return conversationId === undefined ? <Panel insert={null} /> : <Opened key={conversationId} id={conversationId} />
}

function Opened({ id }: { id: string }) {
  const conversation = useConversation(id)
  return conversation && <Known id={id} conversation={conversation} />
}

interface KnownProps {
  id: string
  conversation: NonNullable<ReturnType<typeof useConversation>>
}

function Known({ id, conversation }: KnownProps) {
  const { conversation: view } = useStore(conversation)
  return view ? <Inserting id={id} view={view} /> : <Panel insert={null} />
}

function Inserting({ id, view }: { id: string; view: Parameters<typeof useInsertPhrase>[0] }) {
  const { message } = App.useApp()
  const { composer } = useTexts()
  const insert = useInsertPhrase(view, (what) => {
    if (!insertInto(id, what)) return void message.warning(composer.notYoursNow)
    // Where the helper lies over the conversation, it would hide what was asked for.
    useHelperPane.getState().close()
  })
  return <Panel insert={insert} />
}

/** What is done in a window of its own. */
type Doing =
  | { readonly what: 'form'; readonly phrase: PhraseView | null }
  | { readonly what: 'remove'; readonly phrase: PhraseView }

function Panel({ insert }: { insert: InsertPhrase | null }) {
  const { phrase: words } = useTexts()
  const [q, setQ] = useState('')
  const [scope, setScope] = useState<Scope>('all')
  const [categoryId, setCategoryId] = useState<string | undefined>()
  const [doing, setDoing] = useState<Doing | null>(null)
  const filter = categoryId === undefined ? {} : { categoryId }
  const search = usePhraseSearch({ q, scope, limit: 100, ...filter })
  const phrases = search.data?.phrases
  return (
    <div className="phrase-tab">
      <div className="phrase-tab-head">
        <input
          type="search"
          className="members-search"
          aria-label={words.search}
          placeholder={words.search}
          value={q}
          onChange={({ target }) => setQ(target.value)}
          onKeyDown={goToList}
        />
        <button
          type="button"
          className="plain-button square-button"
          aria-label={words.form.createOwn}
          title={words.form.createOwn}
          onClick={() => setDoing({ what: 'form', phrase: null })}
        >
          <Icon name="plus" />
        </button>
      </div>
      <div className="phrase-tab-head">
        <Segmented<Scope>
          size="small"
          value={scope}
          onChange={(next) => {
            setScope(next)
            setCategoryId(undefined)
          }}
          options={(['all', 'public', 'own'] as const).map((value) => ({ value, label: words.scopes[value] }))}
        />
        <span className="spacer" />
        <CategorySelect scope={scope} value={categoryId} all={words.allCategories} onChange={setCategoryId} />
      </div>
      {phrases ? (
        <PhraseList phrases={phrases} insert={insert} onDo={setDoing} />
      ) : search.error ? (
        <Failed error={search.error} onRetry={() => void search.refetch()} />
      ) : (
        <PageLoading rows={6} />
      )}
      {phrases?.length === 0 && (
        <div className="list-face">
          <EmptyDrawing />
          <p className="list-face-title">{q === '' && !categoryId ? words.noneTitle : words.noneFound}</p>
          <p>{q === '' && !categoryId ? words.noneHint : words.noneFoundHint}</p>
        </div>
      )}
      <PhraseForm
        open={doing?.what === 'form'}
        scope="own"
        phrase={doing?.what === 'form' ? doing.phrase : null}
        onDone={() => setDoing(null)}
      />
      <RemovePhrase phrase={doing?.what === 'remove' ? doing.phrase : null} onDone={() => setDoing(null)} />
    </div>
  )
}

function goToList(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'ArrowDown') return
  event.preventDefault()
  event.currentTarget.closest('.phrase-tab')?.querySelector<HTMLElement>('.phrase-row')?.focus()
}

interface PhraseListProps {
  phrases: readonly PhraseView[]
  insert: InsertPhrase | null
  onDo: (doing: Doing) => void
}

/** Arrows walk from one to the next. */
function PhraseList({ phrases, insert, onDo }: PhraseListProps) {
  const { phrase: words } = useTexts()
  const walk = (event: KeyboardEvent<HTMLUListElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const rows = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('.phrase-row'))
    rows[rows.findIndex((row) => row === document.activeElement) + step]?.focus()
  }
  return (
    <ul className="phrase-list" onKeyDown={walk}>
      {phrases.map((phrase) => (
        <li key={phrase.id}>
          <button
            type="button"
            className="phrase-row"
            aria-label={words.insert(phrase.title)}
            title={phrase.text}
            disabled={!insert}
            // The caret of the composer stays where it is.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => insert?.(phrase)}
          >
            <span className="phrase-row-top">
              <span className="ellipsis">{phrase.title}</span>
              {phrase.code !== null && <code>/{phrase.code}</code>}
              {phrase.hotKey !== null && <kbd>{phrase.hotKey.replaceAll('+', ' ')}</kbd>}
            </span>
            <span className="phrase-row-text">{phrase.text}</span>
            <span className="phrase-row-facts ellipsis">
              {[
                words.scopes[phrase.scope],
                phrase.category || words.noCategory,
                ...(phrase.files.length > 0 ? [words.files(phrase.files.length)] : []),
              ].join(' · ')}
            </span>
          </button>
          {phrase.scope === 'own' && (
            <span className="phrase-row-does">
              <Does
                icon="pen"
                name={words.doTo(words.edit, phrase.title)}
                onDo={() => onDo({ what: 'form', phrase })}
              />
              <Does
                icon="close"
                name={words.doTo(words.remove, phrase.title)}
                onDo={() => onDo({ what: 'remove', phrase })}
              />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function Does({ icon, name, onDo }: { icon: 'pen' | 'close'; name: string; onDo: () => void }) {
  return (
    <button type="button" className="plain-button square-button" aria-label={name} title={name} onClick={onDo}>
      <Icon name={icon} small />
    </button>
  )
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const texts = useTexts()
  const code = error instanceof RefusedError ? error.error.code : 'unknown'
  return (
    <div className="list-face" role="alert">
      <p className="list-face-title">{texts.rules.loadFailed}</p>
      <p>{errorWords(texts, code)}</p>
      <button type="button" className="small-button" onClick={onRetry}>
        {texts.conversation.retry}
      </button>
      <p className="list-face-code">{code}</p>
    </div>
  )
}
