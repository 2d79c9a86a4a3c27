import type { KnowledgeHitView } from '@keqiao/contract'
import { App, Button, Switch } from 'antd'
import { useEffect, useState, type FormEvent, type KeyboardEvent } from 'react'
import { useTexts } from '../../i18n/language'
import { insertInto } from '../conversation/composer/composer-door'
import { useConversation } from '../conversation/use-conversation'
import { EmptyDrawing } from '../desk/empty-drawing'
import { useDesk } from '../desk/desk-context'
import { useHelperPane } from '../desk/helper-pane'
import { useStore } from '../desk/use-store'
import { PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { forgetAsked, useKnowledgeAsked } from './knowledge-asked'
import { lastWordsOf } from './last-words'
import { Marked } from './marked'
import { useAutoExtract } from './use-auto-extract'
import './knowledge-tab.css'

/** 知识库 beside a conversation (CON-16 to CON-18). */
export function KnowledgeTab({ conversationId }: { conversationId: string | undefined }) {
  return conversationId === undefined ? (
    <Panel id={null} lastWords={null} />
  ) : (
    <Opened key={conversationId} id={conversationId} />
  )
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
  const { events } = useStore(conversation)
  return <Panel id={id} lastWords={lastWordsOf(events)} />
}

interface PanelProps {
  id: string | null
  /** What the customer said last; null: nothing. */
  lastWords: string | null
}

function Panel({ id, lastWords }: PanelProps) {
  const { knowledge: words } = useTexts()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const auto = useAutoExtract(lastWords, setText)
  const wanted = useKnowledgeAsked((state) => (id === null ? undefined : state.asked[id]))
  useEffect(() => {
    if (id === null || wanted === undefined) return
    setText(wanted)
    setAsked(wanted)
    forgetAsked(id)
  }, [id, wanted])
  const search = (event: FormEvent) => {
    event.preventDefault()
    setAsked(text.trim())
  }
  return (
    <div className="knowledge-tab">
      <form className="knowledge-tab-head" role="search" onSubmit={search}>
        <div className="knowledge-tab-line">
          <input
            type="search"
            className="rules-input"
            aria-label={words.search}
            placeholder={words.search}
            maxLength={200}
            value={text}
            onChange={({ target }) => setText(target.value)}
            onKeyDown={goToList}
          />
          <Button type="primary" htmlType="submit" disabled={text.trim() === ''}>
            {words.ask}
          </Button>
        </div>
        <label className="knowledge-auto">
          <Switch size="small" checked={auto.on} onChange={auto.set} aria-label={words.auto} />
          {words.auto}
        </label>
      </form>
      {asked === '' ? (
        <div className="list-face">
          <EmptyDrawing />
          <p className="list-face-title">{words.start}</p>
          <p>{words.startHint}</p>
        </div>
      ) : (
        <Hits id={id} asked={asked} />
      )}
    </div>
  )
}

/** From the words to what they found. */
function goToList(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key !== 'ArrowDown') return
  event.preventDefault()
  event.currentTarget.closest('.knowledge-tab')?.querySelector<HTMLElement>('.knowledge-hit')?.focus()
}

function Hits({ id, asked }: { id: string | null; asked: string }) {
  const { knowledge: words } = useTexts()
  const found = useAsked('knowledge.search', { text: asked, limit: 20 })
  if (found.isError) return <PageFailed error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <PageLoading rows={4} />
  const { hits } = found.data
  if (hits.length === 0) {
    return (
      <div className="list-face" role="status">
        <EmptyDrawing />
        <p className="list-face-title">{words.noneFound}</p>
        <p>{words.noneFoundHint}</p>
      </div>
    )
  }
  return (
    <>
      <p className="knowledge-found" role="status">
        {words.found(hits.length)}
      </p>
      <ol className="knowledge-hits" onKeyDown={stepThrough}>
        {hits.map((hit, at) => (
          <Hit key={hit.id} id={id} hit={hit} number={at + 1} />
        ))}
      </ol>
      <p className="knowledge-keys">
        <kbd>↑</kbd>
        <kbd>↓</kbd> {words.walkKeys} <kbd>Enter</kbd> {words.insert}
      </p>
    </>
  )
}

/** The arrows go from one to the next, and from the first back to the words. */
function stepThrough(event: KeyboardEvent<HTMLElement>) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (by === undefined) return
  const all = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('.knowledge-hit'))
  const at = all.findIndex((one) => one === document.activeElement)
  if (at < 0) return
  event.preventDefault()
  const next = at + by
  if (next < 0) event.currentTarget.closest('.knowledge-tab')?.querySelector('input')?.focus()
  else all[next]?.focus()
}

/** One entry; pressed, its answer goes into the input at the caret and is not sent (CON-18). */
function Hit({ id, hit, number }: { id: string | null; hit: KnowledgeHitView; number: number }) {
  const { knowledge: words } = useTexts()
  const { message } = App.useApp()
  const { client } = useDesk()
  const insert = () => {
    const { text, spans } = hit.answer
    // With its marks, where the caret last stood; it is never sent by that.
    if (id === null || !insertInto(id, { text, spans })) return void message.warning(words.notHere)
    // A count that does not arrive is no harm, and nobody waits for it.
    void client.call('knowledge.use', { entryId: hit.id }, client.options.environment.newId())
    // Where the helper lies over the conversation, it would hide what was asked for.
    useHelperPane.getState().close()
  }
  return (
    <li>
      <button
        type="button"
        className="knowledge-hit"
        title={words.insertHint}

        onClick={insert}
      >
        <span className="knowledge-number">{number}</span>
        <span className="knowledge-hit-question">
          <Marked text={hit.question} marks={hit.marks.question} />
        </span>
        <span className="knowledge-hit-answer">
          <Marked text={hit.answer.text} marks={hit.marks.answer} />
        </span>
        <span className="knowledge-hit-foot">
          {words.insert} · {words.used(hit.usedCount)}
        </span>
      </button>
    </li>
  )
}
