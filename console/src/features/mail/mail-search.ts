export const mailStates = ['all', 'queued', 'sent', 'failed'] as const

/** What of the page stands in the address. */
export interface MailSearch {
  state?: (typeof mailStates)[number]
  /** Last of the page before. */
  before?: string
}

/** Reads the address; what it does not know is as if it were not there. */
export function mailSearchOf(search: Record<string, unknown>): MailSearch {
  const state = mailStates.find((one) => one === search['state'])
  const before = String(search['before'])
  return {
    ...(state && state !== 'all' && { state }),
    ...(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(before) && { before }),
  }
}
