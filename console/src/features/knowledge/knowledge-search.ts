export const knowledgeColumns = [
  'question',
  'category',
  'status',
  'visibility',
  'used',
  'read',
  'helpful',
  'changedAt',
  'changedBy',
] as const
export type KnowledgeColumn = (typeof knowledgeColumns)[number]

export const knowledgeStates = ['active', 'inactive'] as const
export const knowledgeVisibilities = ['public', 'internal'] as const

/** What of the list stands in the address, so that it can be kept, sent and gone back to. */
export interface KnowledgeSearch {
  q?: string
  /** `none`: of no category. */
  category?: string
  status?: (typeof knowledgeStates)[number]
  seen?: (typeof knowledgeVisibilities)[number]
  sort?: KnowledgeColumn
  asc?: true
  /** Counts from 1. */
  page?: number
  /** The entry that is open: its id, or `new`. */
  edit?: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads the address; what it does not know is as if it were not there. */
export function knowledgeSearchOf(search: Record<string, unknown>): KnowledgeSearch {
  const q = ['string', 'number'].includes(typeof search['q']) ? String(search['q']).slice(0, 200) : ''
  const category = String(search['category'])
  const status = knowledgeStates.find((one) => one === search['status'])
  const seen = knowledgeVisibilities.find((one) => one === search['seen'])
  const sort = knowledgeColumns.find((one) => one === search['sort'])
  const page = Number(search['page'])
  const edit = String(search['edit'])
  return {
    ...(q !== '' && { q }),
    ...((category === 'none' || uuid.test(category)) && { category }),
    ...(status && { status }),
    ...(seen && { seen }),
    ...(sort && { sort }),
    ...(search['asc'] === true && { asc: true }),
    ...(Number.isInteger(page) && page > 1 && page <= 1_000 && { page }),
    ...((edit === 'new' || uuid.test(edit)) && { edit }),
  }
}
