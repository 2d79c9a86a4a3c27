/** What people were shown, against the log: one order everywhere, nothing missing, nothing that is not theirs. */
import { isVisible, type ConversationSnapshot } from '@keqiao/contract'
import type { Conversation } from '@keqiao/client'
import { eventView } from '@keqiao/server/features/conversation/index'
import type { StoredEvent } from '@keqiao/server/platform/event-log/index'
import type { Actor } from './actors/actor'
import type { Backend } from './backend'
import { canonical, sameJson } from './canonical'
import { byConversation, textOf } from './check-log'
import { recalledSeqs } from './memory/database'
import type { Record } from './record'
import type { Somebody } from './world/world'

const sign = () => '/file'

/** Every event anybody was ever sent is the log's event as his audience sees it, `prev` included. */
export function checkShown(log: readonly StoredEvent[], record: Record): string[] {
  const problems: string[] = []
  const streams = byConversation(log)
  for (const [key, json] of record.shown) {
    const [id = '', seq = '', audience, recalled] = key.split(' ')
    const event = streams.get(id)?.[Number(seq) - 1]
    // Shown without its words: then somebody took it back. Shown with them: then it was shown before that.
    const takenBack = recalled === undefined ? undefined : recalledSeqs(streams.get(id) ?? [])
    const expected =
      event && (audience === 'visitor' || audience === 'staff') && isVisible(event.type, audience)
        ? JSON.stringify(eventView(event, audience, sign, takenBack))
        : 'null'
    if (!sameJson(json, expected)) problems.push(`shown to ${audience ?? ''}: ${json}, in the log: ${expected}`)
  }
  return problems
}

/** Everything said is in the log, or its author knows that it is not. */
export function checkNothingLost(log: readonly StoredEvent[], record: Record, actors: readonly Actor[]): string[] {
  const stored = new Set(log.map(textOf))
  const refused = new Map(actors.flatMap((actor) => [...actor.refusedTexts()]))
  const unsent = new Set(actors.flatMap((actor) => [...actor.unsentTexts()]))
  return [...record.said.values()].flatMap(({ text, isDiscarded }) => {
    const code = refused.get(text)
    // Who lost the right to read between the message and its repetition hears what everybody hears who has none.
    if (stored.has(text) && code !== undefined && code !== 'not_found') {
      return [`${text} is in the log, and its author is told it was refused: ${code}`]
    }
    if (stored.has(text)) return []
    return isDiscarded || code !== undefined || unsent.has(text)
      ? []
      : [`${text} was submitted, not refused, and is missing`]
  })
}

/** Why a screen does not show what the log holds; null when it does. */
export function lagOf(
  somebody: Somebody,
  conversation: Conversation,
  log: ReadonlyMap<string, StoredEvent[]>,
): string | null {
  const { status, events } = conversation.getSnapshot()
  const id = conversation.id()
  if (id === null || status === 'failed') return null
  const visible = (log.get(id) ?? []).filter(({ type }) => isVisible(type, somebody.audience))
  const [head, last] = [visible.at(-1)?.seq ?? 0, events.at(-1)?.seq ?? 0]
  return head === last ? null : `shows ${id} up to ${last} of ${head}`
}

/** The screen's events are the log's, and its view is what a fresh snapshot says. */
export async function checkScreen(
  somebody: Somebody,
  conversation: Conversation,
  log: ReadonlyMap<string, StoredEvent[]>,
  backend: Backend,
): Promise<string[]> {
  const state = conversation.getSnapshot()
  const id = conversation.id()
  if (id === null || state.status === 'failed') return []
  const visible = (log.get(id) ?? []).filter(({ type }) => isVisible(type, somebody.audience))
  const from = state.events[0]?.seq ?? 1
  const recalled = recalledSeqs(visible)
  const expected = visible
    .filter(({ seq }) => seq >= from)
    .map((event) => eventView(event, somebody.audience, sign, recalled))
  const problems: string[] = []
  if (!sameJson(JSON.stringify(state.events), JSON.stringify(expected))) {
    problems.push(`${somebody.label}: events of ${id} on screen differ from the log`)
  }
  if (state.more !== from > 1)
    problems.push(`${somebody.label}: ${id} says there is ${state.more ? '' : 'nothing '}older than ${from}`)
  const answer = await backend.execute(somebody.person, {
    operation: 'conversation.get',
    input: { conversationId: id, limit: 200 },
    clientId: undefined,
  })
  // He only looked at it while it waited for anybody.
  if (!answer.ok) return problems
  const fresh = JSON.parse(JSON.stringify((answer.result as ConversationSnapshot).conversation)) as object
  if (canonical(fresh) !== canonical(state.conversation ?? {})) {
    problems.push(
      `${somebody.label}: stale snapshot and events make ${canonical(state.conversation ?? {})}, a fresh one ${canonical(fresh)}`,
    )
  }
  return problems
}
