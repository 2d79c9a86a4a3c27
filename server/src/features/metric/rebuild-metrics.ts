import type { TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import type { Tx } from '../../platform/database/tx'
import { logStart, readOfTenant, type LogPosition } from '../../platform/event-log'
import { foldEvents } from './fold-events'
import { readerName } from './metric-reader'
import type { Target } from './metric.store'
import {
  beginRebuild,
  giveUp,
  goOn,
  holdReader,
  keepArchived,
  readArchives,
  removeOthers,
  swapGeneration,
} from './rebuild.store'

interface RebuildParts {
  readonly doors: Doors
  readonly epoch: number
  /** Events of one transaction. */
  readonly batchSize?: number
  /** After each transaction; for whoever watches, and for tests that let something happen in between. */
  readonly onPass?: (events: number) => Promise<void> | void
}

const removedAtOnce = 5_000

/**
 * Counts a merchant's figures anew from the log, beside those that are read: they change in one statement, under the lock
 * of the reader of the log, when the new ones know everything the old ones do. The reader goes on meanwhile; an event that
 * both have read counts once, since each stream knows how far it was read. What was archived is taken over as it is.
 * Returns how many events were read; null: somebody else is rebuilding them.
 */
export async function rebuildMetrics(parts: RebuildParts, tenantId: TenantId): Promise<number | null> {
  const { doors } = parts
  const begun = await doors.withSystem('rebuild: begin', (tx) => beginRebuild(tx, tenantId))
  if (!begun) return null
  const current = { tenantId, generation: begun.current }
  const next = { tenantId, generation: begun.next }
  try {
    // What a rebuild left behind that was broken off.
    await clearOthers(doors, current)
    const archives = await doors.withSystem('rebuild: archives', readArchives)
    for (const archive of archives) {
      await doors.withSystem('rebuild: archived', (tx) => keepArchived(tx, current, next.generation, archive))
    }
    const { position, count } = await countAgain(parts, next)
    const last = await doors.withSystem('rebuild: swap', async (tx) => {
      await holdReader(tx, readerName)
      const caughtUp = await readOn(tx, parts, next, position)
      await swapGeneration(tx, next)
      return caughtUp
    })
    await clearOthers(doors, next)
    return count + last
  } catch (error) {
    await doors.withSystem('rebuild: given up', (tx) => giveUp(tx, tenantId)).catch(() => undefined)
    throw error
  }
}

/** Reads until nothing is left that was finished when it was asked for. */
async function countAgain(
  { doors, epoch, batchSize = 2_000, onPass }: RebuildParts,
  next: Target,
): Promise<{ position: LogPosition; count: number }> {
  let position = logStart
  let count = 0
  for (let more = true; more;) {
    const read = await doors.withSystem('rebuild: read', async (tx) => {
      const found = await readOfTenant(tx, epoch, next.tenantId, position, batchSize)
      await foldEvents(tx, next, found.events)
      await goOn(tx, next.tenantId)
      return found
    })
    position = read.position
    more = read.more
    count += read.events.length
    if (more) await onPass?.(read.events.length)
  }
  return { position, count }
}

/** What came while the others were read; little, since the reader waits for it. */
async function readOn(
  tx: Tx,
  { epoch, batchSize = 2_000 }: RebuildParts,
  next: Target,
  from: LogPosition,
): Promise<number> {
  let position = from
  let count = 0
  for (let more = true; more;) {
    const found = await readOfTenant(tx, epoch, next.tenantId, position, batchSize)
    await foldEvents(tx, next, found.events)
    position = found.position
    more = found.more
    count += found.events.length
  }
  return count
}

async function clearOthers(doors: Doors, kept: Target): Promise<void> {
  while (await doors.withSystem('rebuild: remove', (tx) => removeOthers(tx, kept, removedAtOnce)));
}
