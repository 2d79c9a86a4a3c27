import type { Services } from '../../platform/operations'
import { isStorageKey, type Storage } from '../../platform/storage'
import { markExpired, selectExpired } from './export.store'

/** Removes the files whose day is over. The rows stay: they say who took what out. */
export async function removeExpired({ doors, clock }: Services, storage: Storage): Promise<number> {
  let removed = 0
  for (;;) {
    const rows = await doors.withSystem('files of exports whose day is over', (tx) => selectExpired(tx, clock.now()))
    for (const { storage_key: key } of rows) if (key !== null && isStorageKey(key)) await storage.remove(key)
    if (rows.length === 0) return removed
    await doors.withSystem('files of exports whose day is over', (tx) =>
      markExpired(
        tx,
        rows.map(({ id }) => id),
      ),
    )
    removed += rows.length
  }
}
