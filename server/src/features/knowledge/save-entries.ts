import type { StoredPayload } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import { insertEvents, longLivedHead, numberEvents, type StoredEvent } from '../../platform/event-log'
import { longLivedStreamId } from '../../platform/ids'
import type { CommandContext } from '../../platform/operations'
import { contentOf, differingFields } from './entry-content'
import { insertEntries, updateEntries, type EntryRow } from './entry.store'
import { indexOf, storeIndex, type Indexed } from './index-entries'
import { insertVersions } from './version.store'

/** One entry as it is to be; `before` as it was under lock, null: it is new. */
export interface Saving {
  readonly before: EntryRow | null
  readonly after: EntryRow
  readonly restoredFrom?: number
  /** Made beforehand where there are many. */
  readonly indexed?: Indexed
}

type SaveContext = Pick<CommandContext, 'tx' | 'now' | 'services'>

/** Who saves; an import or a seed has no member. */
export type Saver = Pick<MemberActor, 'tenantId'> & {
  readonly kind: 'member' | 'system'
  readonly id: string
  readonly name: string
}

/**
 * The only way in which an entry comes to be or changes: event, version, row and index in one transaction. Returns the
 * rows as they are stored.
 */
export async function saveEntries(
  { tx, now, services }: SaveContext,
  saver: Saver,
  savings: readonly Saving[],
): Promise<EntryRow[]> {
  const { tenantId } = saver
  const saved = savings.map((saving) => numbered(saving, saver, now))
  await insertEvents(
    tx,
    services.epoch,
    saved.map(({ event }) => event),
  )
  const rows = saved.map(({ row }) => row)
  const isNew = (_row: EntryRow, at: number) => savings[at]?.before === null
  await insertEntries(tx, tenantId, rows.filter(isNew))
  await updateEntries(
    tx,
    tenantId,
    rows.filter((row, at) => !isNew(row, at)),
  )
  await insertVersions(
    tx,
    tenantId,
    rows.map((row, at) => ({
      entry_id: row.id,
      version: row.seq,
      content: contentOf(row),
      saved_at: now,
      saved_by: saver.name,
      restored_from: savings[at]?.restoredFrom ?? null,
    })),
  )
  await storeIndex(
    tx,
    tenantId,
    rows.map((row, at) => savings[at]?.indexed ?? indexOf(tenantId, row)),
  )
  tx.afterCommit(() => services.relay.publish(saved.map(({ event }) => event)))
  return rows
}

function numbered(
  { before, after, restoredFrom }: Saving,
  saver: Saver,
  now: number,
): { readonly row: EntryRow; readonly event: StoredEvent } {
  const version = (before?.seq ?? 0) + 1
  const payload: StoredPayload<'knowledge.saved'> = {
    entryId: after.id,
    version,
    question: after.question,
    categoryId: after.category_id,
    active: after.is_active,
    public: after.is_public,
    fields: before ? differingFields(contentOf(before), contentOf(after)) : [],
    restoredFrom: restoredFrom ?? null,
  }
  const event = eventOf(saver, after, before?.seq ?? 0, now, { type: 'knowledge.saved', payload })
  return { row: { ...after, seq: version, changed_at: now, changed_by: saver.name }, event }
}

/** An event at the end of an entry's stream. */
export function eventOf(
  saver: Saver,
  { id }: Pick<EntryRow, 'id'>,
  seq: number,
  at: number,
  event: { readonly type: 'knowledge.saved' | 'knowledge.removed'; readonly payload: unknown },
): StoredEvent {
  const { events } = numberEvents({
    tenantId: saver.tenantId,
    stream: 'knowledge',
    streamId: longLivedStreamId(id),
    head: longLivedHead(seq),
    actor: saver as Parameters<typeof numberEvents>[0]['actor'],
    at,
    clientId: null,
    events: [event],
  })
  const [only] = events
  if (!only) throw new Error('one event is numbered')
  return only
}
