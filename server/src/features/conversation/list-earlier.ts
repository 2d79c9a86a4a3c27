import { operations, type EarlierView } from '@keqiao/contract'
import type { Tx } from '../../platform/database/tx'
import { readBefore } from '../../platform/event-log'
import { isRefused, query, type Bindable, type Person } from '../../platform/operations'
import { readNicknames } from '../member'
import { accessReadable, onlyAdvises } from './conversation.access'
import type { SignFile } from './cards.view'
import { earlierView, eventView } from './conversation.view'
import { findHolders, findOrdinal, listEarlierRows, type EarlierRow } from './earlier.store'
import { audienceOf } from './get-conversation'
import { findRecalled } from './recall.store'
import { earlierSummaryView, selectLegs } from './summary'

/** Conversations one page reaches into at most: a customer may have come often and said little. */
const partsPerPage = 20

/**
 * The customer's earlier conversations, as lines of a list. Whoever may reach a conversation may read what the same
 * customer said before it, whoever held that: he goes on where others stopped. What came after it is not his to see.
 */
export const listEarlier: Bindable = query(operations.conversation.listEarlier, async (actor, input, { tx }) => {
  const root = await accessReadable(tx, actor, input.conversationId)
  if (isRefused(root)) return root
  if (await onlyAdvises(tx, actor, root)) return { ordinal: await findOrdinal(tx, root), earlier: [], more: false }
  const { before = null, limit } = input
  const found = await listEarlierRows(tx, { root, before, andItself: false, limit: limit + 1 })
  return {
    ordinal: await findOrdinal(tx, root),
    earlier: await viewsOf(tx, found.slice(0, limit), actor),
    more: found.length > limit,
  }
})

/** The same as one log that goes on above the conversation, page by page backwards. */
export function readEarlier(sign: SignFile): Bindable {
  return query(operations.conversation.readEarlier, async (actor, input, { tx }) => {
    const root = await accessReadable(tx, actor, input.conversationId)
    if (isRefused(root)) return root
    if (await onlyAdvises(tx, actor, root)) return { ordinal: await findOrdinal(tx, root), parts: [], more: false }
    const { before = null, beforeSeq, limit } = input
    const audience = audienceOf(actor)
    const found = await listEarlierRows(tx, { root, before, andItself: beforeSeq > 1, limit: partsPerPage + 1 })
    const stretches: { readonly of: EarlierRow; readonly events: EarlierEvents }[] = []
    let leftCount: number = limit
    for (const of of found.slice(0, partsPerPage)) {
      if (leftCount === 0) break
      const { row } = of
      const end = row.id === before ? beforeSeq : row.seq + 1
      const events = await readBefore(tx, row.id, audience, end, leftCount)
      const recalled = await findRecalled(tx, row, events)
      stretches.unshift({ of, events: events.map((event) => eventView(event, audience, sign, recalled, actor)) })
      leftCount -= events.length
    }
    const views = await viewsOf(
      tx,
      stretches.map(({ of }) => of),
      actor,
    )
    return {
      ordinal: await findOrdinal(tx, root),
      parts: views.map((conversation, index) => ({ conversation, events: stretches[index]?.events ?? [] })),
      more: (stretches[0]?.events[0]?.seq ?? 1) > 1 || found.length > stretches.length,
    }
  })
}

type EarlierEvents = ReturnType<typeof eventView>[]

async function viewsOf(tx: Tx, found: readonly EarlierRow[], actor: Person): Promise<EarlierView[]> {
  const rows = found.map(({ row }) => row)
  const holders = await findHolders(tx, rows)
  const [first] = rows
  const nicknames = first
    ? await readNicknames(tx, first.tenant_id, [...new Set([...holders.values()].flat())])
    : new Map<string, string>()
  const views = found.map(({ row, ordinal }) => {
    const agents = (holders.get(row.id) ?? []).map((id) => ({ id, nickname: nicknames.get(id) ?? '' }))
    return { row, view: earlierView(row, ordinal, agents) }
  })
  if (!first || actor.kind !== 'member') return views.map(({ view }) => view)
  const legs = await selectLegs(
    tx,
    first.tenant_id,
    rows.map(({ id }) => id),
  )
  return views.map(({ row, view }) => {
    const own = legs.filter((leg) => leg.conversation_id === row.id)
    const summaries = own.flatMap((leg) => earlierSummaryView(leg, nicknames.get(leg.member_id) ?? ''))
    // Who sees his own alone is led to his own.
    const seen = actor.scope === 'own' ? own.filter((leg) => leg.member_id === actor.id) : own
    return { ...view, score: row.rating_score, legId: seen.at(-1)?.leg_id ?? null, summaries }
  })
}
