import { metric, type TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { createDurableReader, type LogReader, type StoredEvent } from '../../platform/event-log'
import type { Services } from '../../platform/operations'
import { foldEvents } from './fold-events'
import { readGenerations } from './metric.store'

/** The reader's row in `log_readers`. */
export const readerName = 'metric'

interface MetricReaderOptions {
  readonly everyMs: number
  readonly batchSize: number
  readonly onLag?: (seconds: number) => void
}

/**
 * Counts what happened: reads the log and keeps facts and roll-ups. Position, facts and roll-ups change in one
 * transaction, so that a crash at any moment loses nothing and counts nothing twice.
 */
export function createMetricReader(
  { doors, clock, epoch, onError }: Services,
  { everyMs, batchSize, onLag }: MetricReaderOptions,
): LogReader {
  const options = { doors, clock, epoch, everyMs, batchSize, onError, ...(onLag ? { onLag } : {}) }
  return createDurableReader(readerName, (tx, events) => countEvents(tx, events), options)
}

/** Counts events of any merchants, in the order of the log. */
export async function countEvents(
  tx: Tx,
  events: readonly StoredEvent[],
  rules: metric.FigureRules = metric.figureRules,
): Promise<void> {
  const byTenant = new Map<TenantId, StoredEvent[]>()
  for (const event of events) {
    const own = byTenant.get(event.tenantId)
    if (own) own.push(event)
    else byTenant.set(event.tenantId, [event])
  }
  const generations = await readGenerations(tx, [...byTenant.keys()])
  for (const [tenantId, own] of byTenant) {
    await foldEvents(tx, { tenantId, generation: generations.get(tenantId) ?? 1 }, own, rules)
  }
}
