/** What of the page stands in the address. */
export interface ApiKeysSearch {
  /** Revoked and ended ones too. */
  all?: true
  /** Last of the page before. */
  before?: string
}

/** Reads the address; what it does not know is as if it were not there. */
export function apiKeysSearchOf(search: Record<string, unknown>): ApiKeysSearch {
  const before = String(search['before'])
  return {
    ...(search['all'] === true && { all: true as const }),
    ...(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(before) && { before }),
  }
}
