/** Faults that the search can be given, each with what it breaks. */
export const knowledgeSabotages = {
  'any-candidates': 'candidates are taken by chance instead of by what they share with the question',
  'ranks-everything': 'every row that shares a word is ranked, as before there was an index of single words',
} as const

export type KnowledgeSabotage = keyof typeof knowledgeSabotages

/** An entry to be stored; `id` is the bench's own. */
export interface EntryToFind {
  readonly id: string
  readonly question: string
  readonly keywords: readonly string[]
  readonly answer: string
}

/** By the product's search, or by the yardstick. */
export type SearchedBy = 'product' | 'reference'

/** What `server/src/testing/knowledge-process.ts` can be asked; its head says what it is. */
export type KnowledgeCalls = {
  open(input: { url: string; sabotage: KnowledgeSabotage | null }): Promise<void>
  /** A new merchant with these entries. Returns his name for the calls below. */
  fill(input: { entries: readonly EntryToFind[] }): Promise<{ merchant: string }>
  /** One after the other: ids of the first five, and milliseconds of each. */
  search(input: {
    merchant: string
    asked: readonly string[]
    by: SearchedBy
  }): Promise<readonly { readonly ids: readonly string[]; readonly ms: number }[]>
  /** One round trip through the same door: milliseconds of each. */
  roundTrips(input: { count: number }): Promise<readonly number[]>
}
