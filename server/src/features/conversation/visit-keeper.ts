/**
 * Keeps the page trails of the visitors who are connected to this node (CON-19, VIS-06).
 *
 * A visitor's browser tells all it knows whenever it goes to another page, and anew with each connection; a report may
 * come twice. What it told is kept here while it is connected, bounded by the pages a visit may have, and written down
 * only where the visitor has a conversation that goes on: so a page view alone writes nothing, and an agent who accepts
 * later, on another node or after a restart, still sees the way the visitor came. When a conversation opens, what is
 * known goes with it.
 *
 * Reports of a moment are written together. The row is read, merged and written under its lock, so that two nodes, each
 * with a tab of the visitor, do not overwrite each other; the merged visit is then told to staff.
 */
import { isDeepStrictEqual } from 'node:util'
import type { StoredPayload } from '@keqiao/contract'
import {
  mergeVisit,
  type OrderFacts,
  type Region,
  type TenantId,
  type Visit,
  type VisitorActor,
  type VisitReport,
} from '@keqiao/domain'
import { isUnavailable } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import type { StoredEvent } from '../../platform/event-log'
import type { Services } from '../../platform/operations'
import { readSignedOrders } from '../contact'
import { lockOpenVisits, updateVisits, type OpenVisit, type VisitKey } from './visit.store'

/** Reports of this time are written together, in milliseconds. */
const gatherMs = 200
/** What could not be written is tried again after this, in milliseconds. */
const retryMs = 2_000
const batchSize = 200

export interface VisitKeeper {
  /** A browser has told of its visit. */
  told(visitor: VisitorActor, report: VisitReport): void
  /** The visitor's last connection to this node went. */
  left(visitor: VisitorActor): void
  /** A conversation opened: what is known of its visitor goes with it. */
  hear(events: readonly StoredEvent[]): void
  /** Writes what is known and not written yet. */
  flush(): Promise<void>
  stop(): Promise<void>
}

interface Kept {
  readonly key: VisitKey
  readonly region: Region | null
  /** All that was told, and when. */
  report: VisitReport
  toldAt: number
  leftAt: number | null
}

/** @param tell tells the staff who follow the conversation, on whatever node */
export function startVisitKeeper(
  services: Services,
  tell: (conversationId: string, tenantId: TenantId, visit: Visit, signed: readonly OrderFacts[]) => void,
): VisitKeeper {
  const { doors, clock } = services
  const kept = new Map<string, Kept>()
  let changed = new Set<string>()
  let writing: Promise<void> = Promise.resolve()
  let cancel: (() => void) | null = null
  let stopped = false

  function schedule(name: string, afterMs: number): void {
    changed.add(name)
    if (!stopped) cancel ??= clock.setTimer(afterMs, () => void flush())
  }

  async function write(names: readonly string[]): Promise<void> {
    const batch = names.flatMap((name) => kept.get(name) ?? [])
    const stored = await doors.withSystem('visits', async (tx) => {
      const before = await lockOpenVisits(
        tx,
        batch.map(({ key }) => key),
      )
      const after = before.map((one) => ({ ...one, visit: merged(one, batch[one.index]) }))
      const news = after.filter(({ visit }, index) => !isDeepStrictEqual(visit, before[index]?.visit))
      if (news.length > 0) await updateVisits(tx, news)
      return withSignedOrders(tx, news, batch)
    })
    for (const { conversationId, tenantId, visit, signed } of stored) tell(conversationId, tenantId, visit, signed)
    for (const name of names) if (kept.get(name)?.leftAt !== null && !changed.has(name)) kept.delete(name)
  }

  async function writeAll(names: readonly string[]): Promise<void> {
    for (let at = 0; at < names.length; at += batchSize) {
      const batch = names.slice(at, at + batchSize)
      try {
        await write(batch)
      } catch (error) {
        if (!isUnavailable(error)) services.onError(error, 'visits')
        for (const name of batch) schedule(name, retryMs)
      }
    }
  }

  function flush(): Promise<void> {
    cancel?.()
    cancel = null
    const names = [...changed]
    changed = new Set()
    writing = writing.then(() => writeAll(names))
    return writing
  }

  return {
    told(visitor, report) {
      const one = keptOf(visitor, report, clock.now())
      kept.set(nameOf(one.key), one)
      schedule(nameOf(one.key), gatherMs)
    },
    left(visitor) {
      const name = nameOf(keyOf(visitor))
      const known = kept.get(name)
      if (!known) return
      known.leftAt = clock.now()
      schedule(name, gatherMs)
    },
    hear(events) {
      for (const event of events) {
        if (event.type !== 'conversation.opened') continue
        const name = nameOf({ tenantId: event.tenantId, ...(event.payload as StoredPayload<'conversation.opened'>) })
        if (kept.has(name)) schedule(name, gatherMs)
      }
    },
    flush,
    async stop() {
      stopped = true
      await flush()
    },
  }
}

const keyOf = ({ tenantId, id, channelId }: VisitorActor): VisitKey => ({ tenantId, contactId: id, channelId })
const nameOf = ({ tenantId, contactId, channelId }: VisitKey): string => `${tenantId} ${contactId} ${channelId}`

const keptOf = (visitor: VisitorActor, report: VisitReport, toldAt: number): Kept => ({
  key: keyOf(visitor),
  region: visitor.region ?? null,
  report,
  toldAt,
  leftAt: null,
})

/** What the shop has signed is told with what the page says. */
async function withSignedOrders(tx: Tx, visits: readonly OpenVisit[], batch: readonly Kept[]) {
  const told = []
  for (const { conversationId, index, visit } of visits) {
    const key = batch[index]?.key
    if (!key) continue
    const { tenantId, contactId } = key
    told.push({ conversationId, tenantId, visit, signed: await readSignedOrders(tx, tenantId, contactId) })
  }
  return told
}

function merged({ visit }: OpenVisit, told: Kept | undefined): Visit {
  if (!told) return visit
  const { region, report, toldAt, leftAt } = told
  return { ...mergeVisit(visit, report, toldAt), region: region ?? visit.region, leftAt }
}
