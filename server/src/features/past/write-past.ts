import type { PresenceStatus, TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import { insertEvents, numberEvents, longLivedHead, type StoredEvent } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import type { PastOfflineMessage } from './offline-past'
import {
  insertContacts,
  insertConversations,
  insertLegs,
  insertOfflineMessages,
  insertRatings,
  insertSummaries,
  insertVisits,
  lockHeads,
  storeHeads,
  type PastContact,
} from './past.store'
import type { PastConversation } from './past-conversation'
import { presenceEvents } from './presence-past'
import type { PastAgent, Shift } from './shifts'

/** What is written together: log and state in one transaction, like everything. */
export interface Chapter {
  readonly contacts: readonly PastContact[]
  readonly conversations: readonly PastConversation[]
  readonly offlineMessages: readonly PastOfflineMessage[]
}

/** Where it is written. */
export interface PastLog {
  readonly doors: Doors
  readonly tenantId: TenantId
  readonly epoch: number
}

/** Conversations of one transaction: it stays far below the five seconds that readers of the log allow. */
export const chapterSize = 400

/** Writes a chapter; all of it or nothing. */
export async function writeChapter({ doors, tenantId, epoch }: PastLog, chapter: Chapter): Promise<void> {
  const { contacts, conversations, offlineMessages } = chapter
  await doors.withTenant(tenantId, async (tx) => {
    await insertContacts(tx, tenantId, contacts)
    await insertConversations(tx, tenantId, conversations)
    await Promise.all([
      insertLegs(tx, tenantId, conversations),
      insertVisits(tx, tenantId, conversations),
      insertRatings(tx, tenantId, conversations),
      insertSummaries(tx, tenantId, conversations),
      insertOfflineMessages(tx, tenantId, offlineMessages),
      insertEvents(
        tx,
        epoch,
        [...conversations, ...offlineMessages].flatMap(({ events }) => events),
      ),
    ])
  })
}

/** Writes the shifts of a day into the streams of its agents, behind whatever they hold. */
export async function writeShifts({ doors, tenantId, epoch }: PastLog, shifts: readonly Shift[]): Promise<void> {
  if (shifts.length === 0) return
  await doors.withTenant(tenantId, async (tx) => {
    const heads = await lockHeads(
      tx,
      tenantId,
      shifts.map(({ agent }) => agent.id),
    )
    const streams = shifts.map((shift) => presenceEvents(tenantId, shift, heads.get(shift.agent.id)?.seq ?? 0))
    await insertEvents(tx, epoch, streams.flat())
    await storeHeads(
      tx,
      tenantId,
      streams.flatMap((events) => events.at(-1) ?? []),
    )
  })
}

/**
 * The past leaves everybody 离开. Whoever is at work while it is written is what he was: his stream says so in its last
 * event, as his row does.
 */
export async function returnToPresent(log: PastLog, agents: readonly PastAgent[], now: number): Promise<void> {
  const { doors, tenantId, epoch } = log
  await doors.withTenant(tenantId, async (tx) => {
    const heads = await lockHeads(
      tx,
      tenantId,
      agents.map(({ id }) => id),
    )
    const events = agents.flatMap((agent): StoredEvent[] => {
      const head = heads.get(agent.id)
      return head && head.status !== 'away' ? [backTo(head.status, agent, head.seq, tenantId, now)].flat() : []
    })
    await insertEvents(tx, epoch, events)
    if (events.length > 0) await storeHeads(tx, tenantId, events)
  })
}

function backTo(status: PresenceStatus, agent: PastAgent, seq: number, tenantId: TenantId, at: number): StoredEvent[] {
  const actor = { kind: 'member', id: agent.id, name: agent.nickname } as const
  const stream = {
    tenantId,
    stream: 'member',
    streamId: longLivedStreamId(agent.id),
    head: longLivedHead(seq),
  } as const
  const payload = { from: 'away', to: status }
  return numberEvents({ ...stream, actor, at, clientId: null, events: [{ type: 'presence.changed', payload }] }).events
}
