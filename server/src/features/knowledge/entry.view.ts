import type { KnowledgeEntryView, KnowledgeVersionView } from '@keqiao/contract'
import { contentOf } from './entry-content'
import type { EntryRow } from './entry.store'
import type { VersionRow } from './version.store'

/** An entry for staff. */
export function entryView(row: EntryRow): KnowledgeEntryView {
  return {
    ...contentOf(row),
    id: row.id,
    version: row.seq,
    slug: row.slug,
    usedCount: row.used_count,
    readCount: row.read_count,
    helpfulCount: row.helpful_count,
    unhelpfulCount: row.unhelpful_count,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }
}

/** One save of it. */
export function versionView(row: VersionRow): KnowledgeVersionView {
  return {
    version: row.version,
    savedAt: row.saved_at,
    savedBy: row.saved_by,
    restoredFrom: row.restored_from,
    content: row.content as KnowledgeVersionView['content'],
  }
}
