import type { PendingMessage } from '@keqiao/client'
import type { BodyView, EarlierView, EventView } from '@keqiao/contract'

/** A turn ends when somebody else speaks, or after this long. Milliseconds. */
export const turnBreakMs = 120_000

export type SystemEvent = Extract<
  EventView,
  {
    type:
      | 'conversation.opened'
      | 'conversation.queued'
      | 'queue.left'
      | 'conversation.transferred'
      | 'conversation.reassigned'
      | 'leg.opened'
      | 'supervisor.joined'
      | 'supervisor.left'
      | 'conversation.closed'
      | 'rating.invited'
      | 'rating.submitted'
      | 'summary.saved'
      | 'visitor.mailed'
  }
>

/** Where something of ours is on its way; `arrived` is what the log shows. */
export type Delivery =
  | { readonly state: 'arrived' | 'queued' | 'sending' }
  | { readonly state: 'failed'; readonly pendingKey: string; readonly code: string }

export interface MessageItem {
  readonly kind: 'message'
  readonly key: string
  readonly at: number
  readonly side: 'visitor' | 'agent'
  /** The signed-in agent said it. */
  readonly mine: boolean
  readonly author: string
  readonly authorId: string
  /** Null: a file of ours whose picture is not known. */
  readonly body: BodyView | null
  /** The first of a turn carries name, time and avatar. */
  readonly first: boolean
  /** Place in the log of its conversation; null: not there yet. */
  readonly seq: number | null
  /** It was said in an earlier conversation. */
  readonly past: boolean
  /** How far it has come: said of the last of ours that arrived, and of the last of ours that was read. */
  readonly mark: 'sent' | 'read' | null
  readonly delivery: Delivery
}

export type ThreadItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | {
      readonly kind: 'consultation'
      readonly key: string
      readonly at: number
      /** 第 n 次咨询 of the customer. */
      readonly ordinal: number
      /** Null: the one that is open in front of us. */
      readonly earlier: EarlierView | null
    }
  | { readonly kind: 'unread'; readonly key: string; readonly at: number }
  | { readonly kind: 'system'; readonly key: string; readonly at: number; readonly event: SystemEvent }
  | {
      readonly kind: 'note'
      readonly key: string
      readonly at: number
      readonly author: string
      readonly text: string
      /** Names of the colleagues it asks. */
      readonly mentions: readonly string[]
      readonly delivery: Delivery
    }
  | {
      readonly kind: 'whisper'
      readonly key: string
      readonly at: number
      readonly author: string
      /** Null: it is not for the reader. */
      readonly text: string | null
      /** It is the reader to whom it was said. */
      readonly toReader: boolean
    }
  | MessageItem

/** Whose screen it is. */
export interface Reader {
  readonly memberId: string
  readonly nickname: string
}

/** An echo and the event that replaces it have the same key, so that the row stays the same row. */
const keyOf = (seq: number, clientId: string | undefined) => (clientId === undefined ? `seq ${seq}` : `key ${clientId}`)

export interface ThreadSource {
  readonly events: readonly EventView[]
  readonly pending: readonly PendingMessage[]
  /** There are older events that are not loaded. */
  readonly more: boolean
  readonly reader: Reader
  /** The day an instant belongs to. */
  readonly dayOf: (at: number) => number
  /** Rows that stood at the top of a page once: they keep their heads, or the page before would make them jump. */
  readonly pageTops: ReadonlySet<string>
  /** Seq of the last event the visitor has read. */
  readonly readSeq: number
  /** Seq of the first message that nobody here has seen yet, when it is loaded; null: none. */
  readonly unreadSeq: number | null
}

/** The log of a conversation as the rows of its thread, oldest first, ours that are under way below. */
export function threadItems(source: ThreadSource): readonly ThreadItem[] {
  const { events, pending, more, reader, dayOf, pageTops, readSeq, unreadSeq } = source
  const rows = [...rowsOf(events, reader, ''), ...pending.map((each) => echoOf(each, reader))]
  // Above the oldest loaded row no day is told while it may go on in the page before.
  return markMine(arranged(rows, { tellsFirstDay: !more, dayOf, pageTops, unreadSeq }), readSeq)
}

/** The rows that events are drawn as, each of them alone. `prefix` tells the conversations of one thread apart. */
export function rowsOf(events: readonly EventView[], reader: Reader, prefix: string): ThreadItem[] {
  return events.flatMap((event) => itemOf(event, reader, prefix) ?? [])
}

interface Arrangement extends Pick<ThreadSource, 'dayOf' | 'pageTops' | 'unreadSeq'> {
  readonly tellsFirstDay: boolean
}

/** Divides days and turns. */
export function arranged(rows: readonly ThreadItem[], arrangement: Arrangement): ThreadItem[] {
  const { tellsFirstDay, dayOf, pageTops, unreadSeq } = arrangement
  const items: ThreadItem[] = []
  let previous: ThreadItem | undefined
  for (const row of rows) {
    const newDay = previous === undefined ? tellsFirstDay : dayOf(previous.at) !== dayOf(row.at)
    if (newDay) items.push({ kind: 'day', key: `day before ${row.key}`, at: row.at })
    const isUnread = row.kind === 'message' && row.seq !== null && row.seq === unreadSeq
    if (isUnread) items.push({ kind: 'unread', key: 'unread', at: row.at })
    const first = newDay || isUnread || pageTops.has(row.key) || (row.kind === 'message' && beginsTurn(row, previous))
    items.push(row.kind === 'message' && !first ? continued(row) : row)
    previous = row
  }
  return items
}

/** The key of the row the oldest of these events has. */
export function firstRowKey(events: readonly EventView[], prefix = ''): string | undefined {
  const shown = events.find((event) => !isToldElsewhere(event))
  return shown && prefix + keyOf(shown.seq, shown.key)
}

/** What an event is drawn as never changes, and a row that is the same object is not drawn again. */
const drawn = new WeakMap<EventView, ThreadItem | null>()
const withoutHead = new WeakMap<MessageItem, MessageItem>()

function continued(row: MessageItem): MessageItem {
  const known = withoutHead.get(row)
  if (known) return known
  const made = { ...row, first: false }
  withoutHead.set(row, made)
  return made
}

function itemOf(event: EventView, reader: Reader, prefix: string): ThreadItem | null {
  const known = drawn.get(event)
  if (known !== undefined) return known
  const made = draw(event, reader, prefix)
  drawn.set(event, made)
  return made
}

/**
 * A leg's end is told by what follows it, the leg that a transfer opens by the transfer, and what was recalled says so in
 * its own place.
 */
const isToldElsewhere = (event: EventView): boolean =>
  event.type === 'leg.closed' ||
  event.type === 'message.recalled' ||
  event.type === 'presence.changed' ||
  (event.type === 'leg.opened' && event.payload.how === 'transfer')

function draw(event: EventView, reader: Reader, prefix: string): ThreadItem | null {
  if (isToldElsewhere(event)) return null
  const key = prefix + keyOf(event.seq, event.key)
  const { at } = event
  switch (event.type) {
    case 'message.sent': {
      const { from, authorName: author, body } = event.payload
      const mine = event.actor.kind === 'member' && event.actor.id === reader.memberId
      const delivery = { state: 'arrived' } as const
      const { seq } = event
      const past = prefix !== ''
      const authorId = event.actor.id
      const said = { key, at, side: from, mine, author, authorId, body, seq, past }
      return { kind: 'message', ...said, first: true, mark: null, delivery }
    }
    case 'note.added': {
      const { authorName: author, text, mentions = [] } = event.payload
      const names = mentions.map(({ nickname }) => nickname)
      return { kind: 'note', key, at, author, text, mentions: names, delivery: { state: 'arrived' } }
    }
    case 'whisper.said': {
      const { authorName: author, text, hidden, to } = event.payload
      return { kind: 'whisper', key, at, author, text: hidden ? null : text, toReader: to === reader.memberId }
    }
    case 'supervisor.joined':
    case 'supervisor.left':
    case 'conversation.opened':
    case 'conversation.queued':
    case 'queue.left':
    case 'conversation.transferred':
    case 'conversation.reassigned':
    case 'leg.opened':
    case 'conversation.closed':
    case 'rating.invited':
    case 'rating.submitted':
    case 'summary.saved':
    case 'visitor.mailed':
      return { kind: 'system', key, at, event }
    // Those of other streams, which no conversation carries.
    case 'presence.connected':
    case 'presence.disconnected':
    case 'member.signedIn':
    case 'member.signedOut':
    case 'member.created':
    case 'member.changed':
    case 'member.disabled':
    case 'member.enabled':
    case 'member.avatarChanged':
    case 'password.changed':
    case 'sessions.ended':
    case 'group.created':
    case 'group.renamed':
    case 'group.removed':
    case 'channel.changed':
    case 'settings.changed':
    case 'form.published':
    case 'offlineMessage.left':
    case 'phrases.changed':
    case 'broadcast.sent':
      return null
    default:
      // An event newer than this page: it has nothing to say about it.
      return null
  }
}

function echoOf({ key: clientId, kind, shown, at, state, code }: PendingMessage, reader: Reader): ThreadItem {
  const key = keyOf(0, clientId)
  const author = reader.nickname
  const delivery: Delivery =
    state === 'failed'
      ? { state: 'failed', pendingKey: clientId, code: code ?? 'unknown' }
      : { state: state === 'acknowledged' ? 'arrived' : state }
  if (kind === 'note')
    return { kind: 'note', key, at, author, text: shown?.kind === 'text' ? shown.text : '', mentions: [], delivery }
  return {
    kind: 'message',
    key,
    at,
    side: 'agent',
    mine: true,
    author,
    authorId: reader.memberId,
    body: shown,
    first: true,
    seq: null,
    past: false,
    mark: null,
    delivery,
  }
}

function beginsTurn(row: MessageItem, previous: ThreadItem | undefined): boolean {
  if (previous?.kind !== 'message') return true
  const sameSpeaker = previous.side === row.side && previous.author === row.author
  return !sameSpeaker || row.at - previous.at > turnBreakMs
}

/** Two marks say enough: where ours have arrived, and up to where they were read. */
function markMine(items: ThreadItem[], readSeq: number): readonly ThreadItem[] {
  const mark = (as: 'sent' | 'read', counts: (item: MessageItem) => boolean) => {
    const at = items.findLastIndex((item) => item.kind === 'message' && item.mine && counts(item))
    const item = items[at]
    if (item?.kind === 'message') items[at] = { ...item, mark: as }
  }
  mark('sent', ({ delivery }) => delivery.state === 'arrived')
  mark('read', ({ seq }) => seq !== null && seq <= readSeq)
  return items
}
