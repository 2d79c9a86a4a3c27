import type { ConversationState } from '@keqiao/domain'
import { LRUCache } from 'lru-cache'
import type { Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { isRefused, refuse, type Person, type Refused } from '../../platform/operations'
import { groupIdsOf } from '../group'
import { stateOf, type ConversationRow } from './conversation.row'
import { wasAsked } from './consult.store'
import { findConversation, lockConversation } from './conversation.store'
import { heldLeg } from './leg.store'

/**
 * The only door to a conversation. Whoever may not reach it hears `not_found`, byte for byte as if it did not exist.
 *
 * A visitor reaches his own. A member reaches what his scope covers: all of the merchant's, those of his groups, or
 * those he holds or held. Those that wait in a group of his he reaches in any case: he may claim them.
 */
export async function accessConversation(tx: Tx, actor: Person, id: string): Promise<ConversationRow | Refused> {
  const row = await findConversation(tx, actor.tenantId, id)
  return row && (await mayReach(tx, actor, row)) ? row : refuse('not_found')
}

/** The same, with the row locked until the transaction ends. */
export async function accessLocked(tx: Tx, actor: Person, id: string): Promise<ConversationRow | Refused> {
  const row = await lockConversation(tx, actor.tenantId, id)
  return row && (await mayReach(tx, actor, row)) ? row : refuse('not_found')
}

/**
 * To read, and to write a note: also whom a note asked, as long as the conversation goes on (CON-20). He may neither
 * claim it nor answer the customer, nor see what else there is about him.
 */
export async function accessReadable(tx: Tx, actor: Person, id: string): Promise<ConversationRow | Refused> {
  const row = await findConversation(tx, actor.tenantId, id)
  return row && ((await mayReach(tx, actor, row)) || (await mayAdvise(tx, actor, row))) ? row : refuse('not_found')
}

/** Whether somebody who may read it was only asked about it: what else there is of the customer is not for him. */
export async function onlyAdvises(tx: Tx, actor: Person, row: ConversationRow): Promise<boolean> {
  return !(await mayReach(tx, actor, row))
}

async function mayAdvise(tx: Tx, actor: Person, row: ConversationRow): Promise<boolean> {
  if (actor.kind !== 'member' || row.status === 'closed' || row.tenant_id !== actor.tenantId) return false
  return wasAsked(tx, actor.tenantId, row.id, actor.id)
}

async function mayReach(tx: Tx, actor: Person, row: ConversationRow): Promise<boolean> {
  const reach = reachOf(actor, stateOf(row))
  if (reach !== 'ask the tables' || actor.kind !== 'member') return reach === true
  const servesGroup = actor.scope === 'group' || row.status === 'queued'
  if (servesGroup && (await groupIdsOf(tx, actor.tenantId, actor.id)).includes(row.group_id)) return true
  return heldLeg(tx, actor.tenantId, row.id, actor.id)
}

/** What the state alone tells; groups and former legs stand in tables. */
function reachOf(actor: Person, state: ConversationState): boolean | 'ask the tables' {
  if (state.tenantId !== actor.tenantId) return false
  if (actor.kind === 'visitor') return state.contactId === actor.id
  const takesPart = state.memberId === actor.id || state.joinedIds.includes(actor.id)
  return actor.scope === 'tenant' || takesPart || 'ask the tables'
}

/** A state, and whether it was read just now. */
interface Read {
  readonly state: ConversationState
  readonly fresh: boolean
}

/**
 * The unlocked read of the message path. It may be old: what was decided on it is placed only if the leg epoch still
 * holds, and what it refuses is decided again on a fresh read. So a cached answer is never wrong, only repeated.
 */
export interface StateReader {
  /** The state if the actor may reach it; `fresh` says that it was read just now. */
  read(actor: Person, id: string): Promise<Read | Refused>
  forget(id: string): void
}

/**
 * Keeps the states of the conversations that are being spoken in. Who asks while a read is under way waits for that
 * read: two calls of one connection then go on in the order in which they came.
 */
export function createStateReader(doors: Doors, size = 20_000): StateReader {
  const cache = new LRUCache<string, ConversationState>({ max: size })
  const reading = new Map<string, Promise<Read | Refused>>()

  const readFresh = (actor: Person, id: string): Promise<Read | Refused> =>
    doors.withTenant(actor.tenantId, async (tx) => {
      const row = await accessReadable(tx, actor, id)
      if (isRefused(row)) return row
      const state = stateOf(row)
      cache.set(id, state)
      return { state, fresh: true }
    })

  return {
    async read(actor, id) {
      const key = `${id} ${actor.id}`
      const pending = reading.get(key)
      if (pending) return pending
      const cached = cache.get(id)
      if (cached && reachOf(actor, cached) === true) return { state: cached, fresh: false }
      const read = readFresh(actor, id).finally(() => reading.delete(key))
      reading.set(key, read)
      return read
    },
    forget(id) {
      cache.delete(id)
    },
  }
}
