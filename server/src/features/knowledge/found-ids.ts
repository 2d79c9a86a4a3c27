import type { KnowledgeEntryId, TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import { searchEntries } from './search-entries'

/** Entries in any state that answer to a text; null: the text is empty, so all do. */
export async function foundIds(
  doors: Doors,
  tenantId: TenantId,
  text: string,
): Promise<readonly KnowledgeEntryId[] | null> {
  if (text.trim() === '') return null
  const { found } = await searchEntries(doors, tenantId, text, { state: 'all', limit: 100 })
  return found.map(({ entry }) => entry.id)
}
