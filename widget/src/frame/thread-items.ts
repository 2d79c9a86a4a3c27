import type { ClientErrorCode, PendingMessage } from '@keqiao/client'
import type { BodyView, EventView } from '@keqiao/contract'
import type { Upload } from './uploads'

/** One row of the thread. `key` stays the same from local echo to event, so that nothing on screen is drawn anew. */
export type ThreadItem =
  | { readonly kind: 'time'; readonly key: string; readonly at: number }
  | { readonly kind: 'line'; readonly key: string; readonly line: Line; readonly name: string }
  | MessageItem
  | { readonly kind: 'upload'; readonly key: string; readonly upload: Upload }

export interface MessageItem {
  readonly kind: 'message'
  readonly key: string
  readonly mine: boolean
  readonly name: string
  readonly at: number
  /** Place in the log; 0: not there yet. */
  readonly seq: number
  readonly body: BodyView | null
  /** `sent` and `read` are said of the last own message only; the others carry no mark. */
  readonly state: 'plain' | 'sent' | 'read' | 'sending' | 'queued' | 'failed'
  readonly code: ClientErrorCode | null
}

export type Line = 'joined' | 'entered' | 'requeued' | 'visitorEnded' | 'agentEnded' | 'systemEnded'

/** A new line with the time begins after this long without a word. */
const PAUSE_MS = 5 * 60_000

/**
 * The thread as it is drawn: what the log shows, then what it does not show yet.
 *
 * @param clockOffsetMs server's clock minus ours, to place our own pending messages in time
 * @param readSeq how far the agent has read
 */
export function threadItems(
  events: readonly EventView[],
  pending: readonly PendingMessage[],
  uploads: readonly Upload[],
  clockOffsetMs: number,
  readSeq = 0,
): ThreadItem[] {
  const items: ThreadItem[] = []
  let lastAt = Number.NEGATIVE_INFINITY
  const timeLine = (at: number, key: string): void => {
    if (at - lastAt >= PAUSE_MS) items.push({ kind: 'time', key: `time-${key}`, at })
    lastAt = at
  }
  const logged = new Set<string>()
  let hadAgent = false
  for (const event of events) {
    const key = event.key ?? `seq-${event.seq}`
    if (event.type === 'message.sent') {
      timeLine(event.at, key)
      const mine = event.payload.from === 'visitor'
      const { authorName: name, body } = event.payload
      const { at, seq } = event
      if (mine) logged.add(key)
      items.push({ kind: 'message', key, mine, name, at, seq, body, state: 'plain', code: null })
      continue
    }
    const line = lineOf(event, hadAgent)
    if (event.type === 'leg.opened') hadAgent = true
    if (!line) continue
    timeLine(event.at, key)
    items.push({ kind: 'line', key, ...line })
  }
  for (const message of pending.filter((p) => !logged.has(p.key))) {
    timeLine(message.at + clockOffsetMs, message.key)
    items.push(pendingItem(message, clockOffsetMs))
  }
  for (const upload of uploads) items.push({ kind: 'upload', key: upload.key, upload })
  return markLastSent(items, readSeq)
}

function lineOf(event: EventView, hadAgent: boolean): { line: Line; name: string } | undefined {
  switch (event.type) {
    case 'leg.opened':
      return { line: 'joined', name: event.payload.member.nickname }
    case 'conversation.queued':
      return hadAgent ? { line: 'requeued', name: '' } : undefined
    case 'supervisor.joined':
      return { line: 'entered', name: event.payload.member.nickname }
    case 'conversation.closed':
      return { line: `${event.payload.end}Ended`, name: '' }
    default:
      // Also types of a newer server: what we have no words for is not shown.
      return undefined
  }
}

function pendingItem(message: PendingMessage, clockOffsetMs: number): MessageItem {
  const state = message.state === 'acknowledged' ? 'plain' : message.state
  const { key, shown: body, code } = message
  return { kind: 'message', key, mine: true, name: '', at: message.at + clockOffsetMs, seq: 0, body, state, code }
}

function markLastSent(items: ThreadItem[], readSeq: number): ThreadItem[] {
  const last = items.findLastIndex((item) => item.kind === 'message' && item.mine)
  const item = items[last]
  if (item?.kind === 'message' && item.state === 'plain') {
    items[last] = { ...item, state: item.seq && item.seq <= readSeq ? 'read' : 'sent' }
  }
  return items
}
