/** What must hold of the log alone, whatever anybody was shown. */
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import type { Record } from './record'

interface Payload {
  readonly from?: 'visitor' | 'agent'
  readonly body?: { readonly text: string }
  readonly text?: string
  readonly member?: { readonly id: string }
  readonly memberId?: string
  readonly contactId?: string
}

/** The events of each conversation, in the order of the log. */
export function byConversation(log: readonly StoredEvent[]): Map<string, StoredEvent[]> {
  const streams = new Map<string, StoredEvent[]>()
  for (const event of log) {
    if (event.stream !== 'conversation') continue
    const events = streams.get(event.streamId)
    if (events) events.push(event)
    else streams.set(event.streamId, [event])
  }
  return streams
}

/** The text of a message or note. */
export function textOf(event: StoredEvent): string | null {
  const { body, text } = event.payload as Payload
  return body?.text ?? text ?? null
}

/** Problems of the log, empty when there are none. */
export function checkLog(log: readonly StoredEvent[], record: Record): string[] {
  const problems: string[] = []
  for (const [id, events] of byConversation(log)) {
    problems.push(...checkOrder(id, events), ...checkPlay(id, events), ...checkAuthors(id, events, record))
  }
  problems.push(...checkSaid(log, record))
  return problems
}

/** seq without a gap, visitorPrev the last one a visitor may see, a client id once. */
function checkOrder(id: string, events: readonly StoredEvent[]): string[] {
  const problems: string[] = []
  const keys = new Set<string>()
  let visitorSeq = 0
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1) problems.push(`${id}: seq ${event.seq} in place ${index + 1}`)
    if (event.visitorPrev !== null) {
      if (event.visitorPrev !== visitorSeq) problems.push(`${id}: visitorPrev of ${event.seq} is ${event.visitorPrev}`)
      visitorSeq = event.seq
    }
    const key = `${event.actor.id} ${event.clientId ?? ''}`
    if (event.clientId !== null && keys.has(key)) problems.push(`${id}: client id ${event.clientId} twice`)
    keys.add(key)
  }
  return problems
}

/** What is written about a conversation that is over. */
const mayFollowEnd: ReadonlySet<string> = new Set(['summary.saved', 'rating.invited', 'rating.submitted'])

/** The conversation as a play: who may be on stage when. */
function checkPlay(id: string, events: readonly StoredEvent[]): string[] {
  const problems: string[] = []
  const [first] = events
  if (first?.type !== 'conversation.opened') problems.push(`${id}: begins with ${first?.type ?? 'nothing'}`)
  const { contactId } = (first?.payload ?? {}) as Payload
  let holder: string | null = null
  let closed = false
  for (const { type, payload, actor, seq } of events) {
    const facts = payload as Payload
    if (closed && !mayFollowEnd.has(type)) problems.push(`${id}: ${type} ${seq} after the conversation was closed`)
    if (type === 'leg.opened') {
      if (holder) problems.push(`${id}: leg ${seq} opened beside another`)
      holder = facts.member?.id ?? null
    } else if (type === 'leg.closed') {
      if (holder !== facts.memberId) problems.push(`${id}: leg ${seq} closed that was not open`)
      holder = null
    } else if (type === 'message.sent') {
      const speaker = facts.from === 'agent' ? holder : contactId
      if (actor.id !== speaker) problems.push(`${id}: message ${seq} by ${actor.name}, who may not speak`)
    } else if (type === 'conversation.closed') closed = true
  }
  return problems
}

/** What one person said stands in the order in which he said it. */
function checkAuthors(id: string, events: readonly StoredEvent[], record: Record): string[] {
  const problems: string[] = []
  const last = new Map<string, number>()
  for (const event of events) {
    const said = record.said.get(textOf(event) ?? '')
    if (!said) continue
    if (said.by.person.id !== event.actor.id) problems.push(`${id}: ${said.text} stands under another name`)
    if (said.order < (last.get(event.actor.id) ?? 0))
      problems.push(`${id}: ${said.text} stands after what was said later`)
    last.set(event.actor.id, said.order)
  }
  return problems
}

/** Every text at most once, and everything acknowledged where the acknowledgement said. */
function checkSaid(log: readonly StoredEvent[], record: Record): string[] {
  const problems: string[] = []
  const places = new Map<string, StoredEvent>()
  for (const event of log) {
    const text = textOf(event)
    if (text === null || event.stream !== 'conversation') continue
    if (!record.said.has(text)) problems.push(`nobody said ${text}`)
    if (places.has(text)) problems.push(`${text} stands twice in the log`)
    places.set(text, event)
  }
  for (const { text, seq, conversationId, key } of record.acknowledged) {
    const event = places.get(text)
    if (!event) problems.push(`${text} was acknowledged and is lost`)
    else if (event.seq !== seq || event.streamId !== conversationId || event.clientId !== key) {
      problems.push(`${text} was acknowledged as ${conversationId} ${seq} and stands at ${event.streamId} ${event.seq}`)
    }
  }
  return problems
}
