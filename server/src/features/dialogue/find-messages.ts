import type { StoredPayload } from '@keqiao/contract'
import type { ConversationId, MemberActor } from '@keqiao/domain'
import { readAt, type StoredEvent } from '../../platform/event-log'
import type { Services } from '../../platform/operations'
import { bigramQuery } from '../../platform/search'
import { groupIdsOf } from '../group'
import { tenantLabel, wordsSaid } from './index-messages'
import {
  selectHitPlaces,
  selectSaidIn,
  selectSearchMonths,
  selectSearchPlaces,
  type HitPlace,
  type SearchPlace,
} from './message-search.store'

export interface FoundMessage extends HitPlace {
  readonly event: StoredEvent
  readonly text: string
}

interface Asked {
  readonly words: readonly string[]
  readonly conversationId: ConversationId | null
  readonly before: SearchPlace | null
  readonly limit: number
}

/**
 * Looks for messages; the one door to the table of the search. The merchant is named three times: as a lexeme, by which
 * the index finds only his rows, as a column, and by the asker's scope. Months are read from the newest on until there
 * are enough.
 */
export function findMessages(
  { doors }: Pick<Services, 'doors'>,
  actor: MemberActor,
  { words, conversationId, before, limit }: Asked,
): Promise<FoundMessage[]> {
  const query = bigramQuery(words, [tenantLabel(actor.tenantId)])
  return doors.withSystem('search in messages', async (tx) => {
    const scope = { actor, conversationId, groupIds: await groupIdsOf(tx, actor.tenantId, actor.id) }
    const places: SearchPlace[] = []
    for (const month of await selectSearchMonths(tx)) {
      if (before && month > before.at) continue
      const wanted = { month, before, limit: limit - places.length }
      places.push(...(await selectSearchPlaces(tx, query, scope, wanted)))
      if (places.length >= limit) break
    }
    const events = await readAt(
      tx,
      places.map(({ conversationId: streamId, seq }) => ({ streamId, seq })),
    )
    const byPlace = new Map(events.map((event) => [`${event.streamId} ${event.seq}`, event]))
    const hits = await selectHitPlaces(tx, actor.tenantId, places)
    const hitOf = new Map(hits.map((hit) => [`${hit.conversation_id} ${hit.seq}`, hit]))
    return places.flatMap(({ conversationId: id, seq }) => {
      const [event, hit] = [byPlace.get(`${id} ${seq}`), hitOf.get(`${id} ${seq}`)]
      const text = event && wordsSaid(event)
      return event && hit && text ? [{ ...hit, event, text }] : []
    })
  })
}

/** Conversations looked through at most when a list asks for what was said in them. */
const saidInMessages = 20_000

/** Conversations of the asker's merchant in which the words were said; whoever lists them applies the scope. */
export function findSaidIn(
  { doors }: Pick<Services, 'doors'>,
  actor: MemberActor,
  words: readonly string[],
): Promise<ConversationId[]> {
  const query = bigramQuery(words, [tenantLabel(actor.tenantId)])
  return doors.withSystem('search in messages', (tx) => selectSaidIn(tx, query, { actor, limit: saidInMessages }))
}

/** Who said it. */
export function speakerOf(event: StoredEvent): { from: 'visitor' | 'agent' | 'note'; author: string } {
  if (event.type === 'note.added') {
    return { from: 'note', author: (event.payload as StoredPayload<'note.added'>).authorName }
  }
  const { from, authorName } = event.payload as StoredPayload<'message.sent'>
  return { from, author: authorName }
}
