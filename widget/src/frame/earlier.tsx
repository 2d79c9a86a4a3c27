import type { Client, Conversation } from '@keqiao/client'
import { createEarlier, type Earlier } from '@keqiao/client/earlier'
import type { EventView } from '@keqiao/contract'
import type { ComponentChildren } from 'preact'
import { knownAnswers, type Answers } from './answers'
import { AnswersList } from './answers-list'
import { dayTime } from './day-time'
import { earlierWords } from './locales/earlier'
import { Message, type RichPart } from './message'
import type { Panel } from './panel'
import { locale, say } from './texts'
import { threadItems, type ThreadItem } from './thread-items'

/** The visitor's conversations before the one on screen. */
export interface EarlierThread {
  draw(rich: RichPart): ComponentChildren
  /** The page above, if there is one. */
  load(): void
  /** Key of the first thing in it; undefined while nothing is. */
  first(): string | undefined
}

interface Part {
  readonly id: string
  readonly events: readonly EventView[]
}

const heard = new WeakSet<Answers>()

/** What he left when nobody was there, with the answers: below his earlier conversations, above this one. */
function watchedAnswers(panel: Panel, changed: () => void): ComponentChildren {
  const answers = knownAnswers(panel)
  if (answers && !heard.has(answers)) {
    heard.add(answers)
    answers.subscribe(changed)
  }
  return answers && AnswersList({ messages: answers.read() })
}

/** Follows the panel; for whoever was here before, the first page is asked for by itself. */
export function createEarlierThread(panel: Panel, changed: () => void): EarlierThread {
  let client: Client | null = null
  let conversation: Conversation | null = null
  let rootId: string | null = null
  let earlier: Earlier | null = null
  let forget = (): void => {}
  /** What was on screen until 继续咨询 was pressed: it stays there while it is asked for as history. */
  let leftBehind: readonly Part[] = []

  function follow(): void {
    const next = panel.getSnapshot()
    if (next.client !== client) {
      client = next.client
      conversation = null
      leftBehind = []
    }
    if (next.conversation !== conversation) {
      const [id, before] = [conversation?.id(), conversation?.getSnapshot()]
      if (id && before?.conversation?.status === 'closed') leftBehind = [{ id, events: before.events }]
      conversation = next.conversation
    }
    const id = conversation?.id() ?? null
    if (id === rootId) return
    forget()
    rootId = id
    earlier = client && id !== null ? createEarlier(client, id) : null
    forget = earlier?.subscribe(changed) ?? (() => {})
  }

  /** Above the very beginning of the conversation on screen, and nowhere else. */
  function above(): Earlier | null {
    const state = conversation?.getSnapshot()
    return state?.status === 'ready' && !state.more ? earlier : null
  }

  function parts(): readonly Part[] {
    const state = earlier?.getSnapshot()
    if (!state?.ordinal) return leftBehind
    return state.parts.map((part) => ({ id: part.conversation.id, events: part.events }))
  }

  function load(): void {
    const state = above()?.getSnapshot()
    if (state && !state.error) void earlier?.load()
  }

  return {
    draw(rich) {
      follow()
      const shown = parts().flatMap(itemsOf)
      const state = above()?.getSnapshot()
      const { session, shown: isOpen } = panel.getSnapshot()
      // Whoever came without a conversation has nothing but what he saw begin and end in this page. And a panel that was
      // loaded for its badge alone is not read.
      const isWanted = isOpen && (session?.conversationId || shown.length > 0)
      if (isWanted && state?.ordinal === null && !state.loading) queueMicrotask(load)
      const answers = watchedAnswers(panel, changed)
      if (shown.length === 0 && !state?.error) return answers
      return (
        <div class="earlier" key="earlier">
          {state && <More state={state} onLoad={() => void earlier?.load().then(keepFocus)} />}
          {shown.map((item) => (
            <div key={item.key}>{drawItem(item, rich)}</div>
          ))}
          {shown.length > 0 && <p class="until">{earlierWords[locale].until}</p>}
          {answers}
        </div>
      )
    },
    load,
    first: () => parts().flatMap(itemsOf)[0]?.key,
  }
}

/** The button that was pressed goes with the last page; a keyboard goes on from the messages then. */
function keepFocus(): void {
  setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('.scroll')?.focus()
  })
}

function More({ state, onLoad }: { state: ReturnType<Earlier['getSnapshot']>; onLoad(): void }) {
  const words = earlierWords[locale]
  // Nothing is known yet: most visitors have no earlier conversation, and need not read that it is looked for.
  if (!state.more || (!state.ordinal && !state.error)) return null
  return (
    // Not `disabled`: that would take the focus from who pressed it.
    <button class="older" aria-disabled={state.loading} onClick={onLoad}>
      {state.error ? words.failed : state.loading ? words.loading : words.more}
    </button>
  )
}

/** A conversation without a word of anybody is nobody's history. */
function itemsOf({ id, events }: Part): ThreadItem[] {
  const spoken = events.some((event) => event.type === 'message.sent')
  return (spoken ? threadItems(events, [], [], 0) : []).map((item) => {
    // Seqs begin anew in every conversation.
    const key = `${id}-${item.key}`
    // Nothing in it can be recalled, and nobody waits for it to be read any more.
    return item.kind === 'message' ? { ...item, key, seq: 0, state: 'plain' } : { ...item, key }
  })
}

const nothing = (): void => {}

function drawItem(item: ThreadItem, rich: RichPart): ComponentChildren {
  switch (item.kind) {
    case 'time':
      return <p class="line">{dayTime(locale, item.at, Date.now())}</p>
    case 'line':
      return <p class="line">{say(item.line, { name: item.name })}</p>
    case 'message':
      return <Message item={item} remedy={{ discard: nothing }} rich={rich} />
    case 'upload':
      return null
  }
}
