/** What people said and what nodes promised them, to be compared with the log when all is quiet. */
import { sameJson } from './canonical'
import type { Somebody } from './world/world'

/** One text somebody submitted. No two are alike. */
export interface Said {
  readonly text: string
  readonly by: Somebody
  readonly isNote: boolean
  /** When it was submitted last, as a place in the order of everything submitted. */
  order: number
  /** Its author threw it away after it was refused. */
  isDiscarded: boolean
}

/** An acknowledgement, as a node sent it. */
export interface Acknowledged {
  readonly by: Somebody
  readonly conversationId: string
  readonly key: string
  readonly text: string
  readonly seq: number
}

export interface Record {
  readonly said: ReadonlyMap<string, Said>
  readonly acknowledged: readonly Acknowledged[]
  /** JSON of each event as an audience was shown it, by conversation, seq and audience. */
  readonly shown: ReadonlyMap<string, string>
  /** Ids of conversations somebody was shown, by the person's merchant. */
  /** When a visitor heard the server, by his id: first and last frame that arrived on each connection, epoch milliseconds. */
  readonly heard: ReadonlyMap<string, readonly { readonly from: number; to: number }[]>
  readonly known: ReadonlyMap<string, { readonly merchant: string; readonly visitorId: string | null }>
  /** Makes a text nobody has said before. */
  say(by: Somebody, isNote: boolean): Said
  /** It was submitted again, at the end. */
  sayAgain(said: Said): void
  acknowledge(acknowledgement: Acknowledged): void
  /** False: the same event was shown otherwise before. */
  show(conversationId: string, seq: number, audience: string, json: string): boolean
  meet(conversationId: string, by: Somebody): void
  /** A frame reached him on this connection. */
  hear(by: Somebody, link: object, at: number): void
}

/** Stands in every note and in no message, so that a note in the wrong hands is seen. */
export const noteMark = '内部备注'

/** An empty record. */
export function createRecord(): Record {
  const said = new Map<string, Said>()
  const acknowledged: Acknowledged[] = []
  const shown = new Map<string, string>()
  const known = new Map<string, { merchant: string; visitorId: string | null }>()
  const heard = new Map<string, { from: number; to: number }[]>()
  const spans = new WeakMap<object, { from: number; to: number }>()
  let order = 0
  return {
    said,
    heard,
    acknowledged,
    shown,
    known,
    say(by, isNote) {
      order += 1
      const text = `${by.merchant}${isNote ? noteMark : ''} ${by.label} #${order}`
      const entry: Said = { text, by, isNote, order, isDiscarded: false }
      said.set(text, entry)
      return entry
    },
    sayAgain(entry) {
      order += 1
      entry.order = order
    },
    acknowledge: (acknowledgement) => void acknowledged.push(acknowledgement),
    show(conversationId, seq, audience, json) {
      // What was taken back is shown in two ways: before, and from then on without its words.
      const key = `${conversationId} ${seq} ${audience}${json.includes('"kind":"recalled"') ? ' recalled' : ''}`
      const before = shown.get(key)
      if (before === undefined) shown.set(key, json)
      return before === undefined || sameJson(before, json)
    },
    hear({ person }, link, at) {
      const span = spans.get(link) ?? { from: at, to: at }
      span.to = at
      if (spans.has(link)) return
      spans.set(link, span)
      heard.set(person.id, [...(heard.get(person.id) ?? []), span])
    },
    meet(conversationId, by) {
      if (!known.has(conversationId) || by.audience === 'visitor') {
        known.set(conversationId, {
          merchant: by.merchant,
          visitorId: by.audience === 'visitor' ? by.person.id : (known.get(conversationId)?.visitorId ?? null),
        })
      }
    },
  }
}
