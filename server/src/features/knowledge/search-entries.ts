import type { TenantId } from '@keqiao/domain'
import type { Doors } from '../../platform/database/doors'
import { queryOf, type SearchedState } from './lexemes'
import { readAsked, type AskedTerms } from './query-terms'
import { rankEntries } from './rank-entries'
import { countSearched, selectFound, type FoundRow } from './search.store'

/** How many the database hands over to be compared closely. */
const candidateCount = 120

/** How candidates are looked for. */
export type SelectFound = typeof selectFound

/** A found entry. */
export interface Found extends FoundRow {
  readonly usedCount: number
}

/**
 * The entries of a merchant that answer what was asked, best first. It goes through the system door, since row-level
 * security keeps the planner from the index (architecture: Search); the tenant is in every condition.
 */
export async function searchEntries(
  doors: Doors,
  tenantId: TenantId,
  asked: string,
  { state, limit }: { readonly state: SearchedState; readonly limit: number },
  select: SelectFound = selectFound,
): Promise<{ readonly terms: AskedTerms; readonly found: { readonly entry: Found; readonly score: number }[] }> {
  const terms = readAsked(asked)
  const query = queryOf(tenantId, terms, state)
  if (!query) return { terms, found: [] }
  const { rows, among } = await doors.withSystem('knowledge search', async (tx) => {
    const found = await select(tx, tenantId, { ...query, limit: candidateCount })
    // As many as could be: others share something too, and these speak for all.
    return { rows: found, among: found.length < candidateCount ? await countSearched(tx, tenantId) : found.length }
  })
  const found = rankEntries(
    terms,
    rows.map((row) => ({ ...row, usedCount: row.used_count })),
    among,
  )
  return { terms, found: found.slice(0, limit) }
}
