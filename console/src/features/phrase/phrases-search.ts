export const phraseColumns = ['title', 'category', 'code', 'hotKey', 'used', 'updatedAt', 'position'] as const
export type PhraseColumn = (typeof phraseColumns)[number]

/** What of the list stands in the address, so that it can be kept, sent and gone back to. */
export interface PhrasesSearch {
  q?: string
  category?: string
  sort?: PhraseColumn
  desc?: true
  /** Counts from 1. */
  page?: number
}

const categoryId = /^(none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Reads the address; what it does not know is as if it were not there. */
export function phrasesSearchOf(search: Record<string, unknown>): PhrasesSearch {
  const sort = phraseColumns.find((column) => column === search['sort'])
  const page = Number(search['page'])
  return {
    ...(['string', 'number'].includes(typeof search['q']) && search['q'] !== '' && { q: String(search['q']) }),
    ...(categoryId.test(String(search['category'])) && { category: String(search['category']) }),
    ...(sort && sort !== 'position' && { sort }),
    ...(search['desc'] === true && { desc: true }),
    ...(Number.isInteger(page) && page > 1 && { page }),
  }
}
