import type { Client, Output } from '@keqiao/client'
import type { ComponentChildren } from 'preact'
import { INVITED } from '../visit'
import type { Host } from './host'
import { Drawing } from './icons'
import { faqWords } from './locales/faq'
import type { Panel } from './panel'
import { RichBody } from './rich-body'
import { locale, say } from './texts'

const SEARCH_AFTER_MS = 250

type List = Output<'knowledge.faq'>
type Entry = Output<'knowledge.faqEntry'>

/** What may be read before one asks a person (VIS-07). */
export interface Faq {
  view(): ComponentChildren
}

interface State {
  /** Null: not there yet. */
  list: List | null
  /** Words that are looked for, and those the list answers. */
  text: string
  entry: Entry | null
  failed: boolean
}

/**
 * Questions and answers in the place of a conversation, until the visitor wants one.
 *
 * @param changed draw again
 */
export function createFaq(panel: Panel, host: Host, changed: () => void): Faq {
  const state: State = { list: null, text: '', entry: null, failed: false }
  let timer: ReturnType<typeof setTimeout> | undefined
  let connection: string | undefined
  let watched: Client | null = null
  let latest = 0

  const set = (fields: Partial<State>): void => {
    Object.assign(state, fields)
    changed()
  }

  async function load(): Promise<void> {
    const { client } = panel.getSnapshot()
    const call = ++latest
    const reply = await client?.call('knowledge.faq', { text: state.text.trim() })
    // Somebody typed on, or the connection was lost: the next one asks again.
    if (!reply || call !== latest || (!reply.ok && reply.error.code === 'disconnected')) return
    if (reply.ok) set({ list: reply.result, failed: false })
    else set({ failed: true })
  }

  async function read(entryId: List['categories'][number]['entries'][number]['id']): Promise<void> {
    const reply = await panel.getSnapshot().client?.call('knowledge.faqEntry', { entryId })
    set(reply?.ok ? { entry: reply.result, failed: false } : { failed: true })
    if (reply?.ok) setTimeout(() => document.querySelector<HTMLElement>('.faq h2')?.focus())
  }

  async function rate(entry: Entry, helpful: boolean): Promise<void> {
    set({ entry: { ...entry, helpful } })
    const reply = await panel.getSnapshot().client?.call('knowledge.rate', { entryId: entry.id, helpful })
    if (!reply?.ok) set({ entry: { ...entry, helpful: entry.helpful } })
  }

  function connected(): void {
    const now = watched?.state.getSnapshot()
    if (now?.status !== 'connected' || now.connection === connection) return
    connection = now.connection
    void load()
  }

  function follow(): void {
    const { client } = panel.getSnapshot()
    if (!client || client === watched) return
    watched = client
    client.state.subscribe(connected)
    connected()
    // He was invited and said yes, or what he said before a reload still waits: then it is a conversation.
    if (host.storage.get(INVITED) || client.storage.get(`keqiao:${client.options.owner}:unsent:new`)) {
      host.storage.remove(INVITED)
      panel.again()
    }
  }

  panel.subscribe(follow)
  follow()
  return {
    view: () => (
      <Face
        {...state}
        panel={panel}
        onText={(text) => {
          set({ text })
          clearTimeout(timer)
          timer = setTimeout(() => void load(), SEARCH_AFTER_MS)
        }}
        onRetry={() => void load()}
        onRead={(id) => void read(id)}
        onRate={(entry, helpful) => void rate(entry, helpful)}
        onBack={() => {
          set({ entry: null })
          setTimeout(() => document.querySelector<HTMLElement>('.faq input')?.focus())
        }}
      />
    ),
  }
}

interface FaceProps extends State {
  panel: Panel
  onText(text: string): void
  onRetry(): void
  onRead(id: Entry['id']): void
  onRate(entry: Entry, helpful: boolean): void
  onBack(): void
}

function Face(props: FaceProps) {
  const { panel, list, entry } = props
  const words = faqWords[locale]
  // Of a person there is nothing to say yet: the shop is who one talks with.
  const channel = panel.getSnapshot().session?.channel
  return (
    <main class="chat faq">
      <header>
        <div class="who">
          <h1>{channel?.tenantName}</h1>
          <p>{channel?.name}</p>
        </div>
        <button class="fold" aria-label={say('close')} title={say('close')} onClick={panel.close}>
          <Drawing large path="M4.500 6.500 8 10l3.500-3.500" />
        </button>
      </header>
      <div class="leave">
        <div class="fields">{entry ? <Answer {...props} entry={entry} /> : <Questions {...props} />}</div>
        <footer>
          <button class="filled" onClick={() => panel.again()}>
            {words.human}
          </button>
          {list && (
            <a href={list.helpPath} target="_blank" rel="noopener">
              {words.centre}
            </a>
          )}
        </footer>
      </div>
    </main>
  )
}

function Questions({ list, text, failed, onText, onRetry, onRead }: FaceProps) {
  const words = faqWords[locale]
  const isSearch = text.trim() !== ''
  const found = list?.categories.reduce((sum, { entries }) => sum + entries.length, 0) ?? 0
  return (
    <>
      <h2 tabIndex={-1}>{words.title}</h2>
      <input
        type="search"
        maxLength={200}
        value={text}
        placeholder={words.search}
        aria-label={words.search}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
      {failed && (
        <p class="bad" role="alert">
          {words.failed} <button onClick={onRetry}>{say('retry')}</button>
        </p>
      )}
      {list && found === 0 && <p role="status">{words.none}</p>}
      {list?.categories
        .filter(({ entries }) => entries.length > 0)
        .map(({ name, entries }) => (
          <section key={name} aria-label={name || (isSearch ? words.found : words.others)}>
            <h3>{name || (isSearch ? words.found : list.categories.length > 1 ? words.others : '')}</h3>
            <ul>
              {entries.map(({ id, question }) => (
                <li key={id}>
                  <button onClick={() => onRead(id)}>{question}</button>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}

function Answer({ entry, failed, onRate, onBack }: FaceProps & { entry: Entry }) {
  const words = faqWords[locale]
  const { question, answer, helpPath, helpful } = entry
  return (
    <article
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onBack()
      }}
    >
      <button class="back" onClick={onBack}>
        <Drawing path="M9.5 4.500 6 8l3.500 3.500" />
        {words.back}
      </button>
      <h2 tabIndex={-1}>{question}</h2>
      <RichBody body={{ kind: 'text', text: answer.text, spans: answer.spans }} />
      {helpPath && (
        <a class="read-on" href={helpPath} target="_blank" rel="noopener">
          {words.more}
        </a>
      )}
      {failed && (
        <p class="bad" role="alert">
          {words.failed}
        </p>
      )}
      <p>{words.helped}</p>
      <div class="choices">
        <button aria-pressed={helpful === true} onClick={() => onRate(entry, true)}>
          {words.yes}
        </button>
        <button aria-pressed={helpful === false} onClick={() => onRate(entry, false)}>
          {words.no}
        </button>
      </div>
      <p role="status">{helpful === null ? '' : helpful ? words.thanks : words.sorry}</p>
    </article>
  )
}
