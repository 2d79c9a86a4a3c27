import { operations } from '@keqiao/contract'
import type { PhraseId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { command, isRefused, refuse, type Person, type Refused } from '../../platform/operations'
import { holdLibrary } from './library.store'
import { mayChange } from './phrase.access'
import { deletePhrase, selectOrder, selectPhrase, storeOrder } from './phrase.store'
import { recordChange } from './record-change'

/** A phrase that may be changed, with its library held. */
async function accessPhrase(tx: Tx, actor: Person, id: PhraseId) {
  if (actor.kind !== 'member') return refuse('forbidden')
  const phrase = await selectPhrase(tx, actor.tenantId, actor.id, id)
  if (!phrase) return refuse('not_found')
  const refused = mayChange(actor, phrase.owner_id)
  if (refused) return refused
  return { member: actor, phrase, library: await holdLibrary(tx, actor.tenantId, phrase.owner_id) }
}

/** Puts a phrase before another one of its category, or at the end of it. */
export const movePhrase = command(operations.phrase.move, async (actor, { phraseId, beforeId }, context) => {
  const { tx } = context
  const found = await accessPhrase(tx, actor, phraseId)
  if (isRefused(found)) return found
  const { member, phrase, library } = found
  const order = await selectOrder(tx, member.tenantId, library.id, phrase.category_id)
  const next = placedBefore(order, phraseId, beforeId)
  if (isRefused(next)) return next
  await storeOrder(tx, member.tenantId, next)
  const change = { what: 'phrase-moved', id: phraseId, name: phrase.title, count: 1 } as const
  await recordChange(context, member, library, change)
  return {}
})

/** Removes a phrase. */
export const removePhrase = command(operations.phrase.remove, async (actor, { phraseId }, context) => {
  const found = await accessPhrase(context.tx, actor, phraseId)
  if (isRefused(found)) return found
  const { member, phrase, library } = found
  await deletePhrase(context.tx, member.tenantId, phraseId)
  const change = { what: 'phrase-removed', id: phraseId, name: phrase.title, count: 1 } as const
  await recordChange(context, member, library, change)
  return {}
})

/** The order with one of it before another one; null: at the end. */
export function placedBefore<Id extends string>(order: readonly Id[], id: Id, beforeId: Id | null): Id[] | Refused {
  const others = order.filter((one) => one !== id)
  const at = beforeId === null ? others.length : others.indexOf(beforeId)
  return at < 0 ? refuse('not_found') : others.toSpliced(at, 0, id)
}
