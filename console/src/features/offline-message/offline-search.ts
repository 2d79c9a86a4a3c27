export const offlineStates = ['all', 'open', 'replied'] as const
export type OfflineState = (typeof offlineStates)[number]

/** What of the list stands in the address, so that it can be kept, sent and gone back to. */
export interface OfflineSearch {
  state?: OfflineState
  /** The one whose detail is open. */
  id?: string
  /** Last of the page before. */
  before?: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads the address; what it does not know is as if it were not there. */
export function offlineSearchOf(search: Record<string, unknown>): OfflineSearch {
  const state = offlineStates.find((one) => one === search['state'])
  const idOf = (name: string) => (uuid.test(String(search[name])) ? String(search[name]) : undefined)
  const [id, before] = [idOf('id'), idOf('before')]
  return { ...(state && state !== 'all' && { state }), ...(id && { id }), ...(before && { before }) }
}
