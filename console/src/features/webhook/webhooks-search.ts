export const deliveryStates = ['all', 'waiting', 'delivered', 'failed'] as const

/** What of the page stands in the address: which deliveries are shown. */
export interface WebhooksSearch {
  state?: (typeof deliveryStates)[number]
  endpoint?: string
  type?: string
  /** Last of the page before. */
  before?: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads the address; what it does not know is as if it were not there. */
export function webhooksSearchOf(search: Record<string, unknown>): WebhooksSearch {
  const state = deliveryStates.find((one) => one === search['state'])
  const [endpoint, type, before] = [search['endpoint'], search['type'], search['before']].map(String) as [
    string,
    string,
    string,
  ]
  return {
    ...(state && state !== 'all' && { state }),
    ...(uuid.test(endpoint) && { endpoint }),
    ...(/^[a-zA-Z]+\.[a-zA-Z]+$/.test(type) && { type }),
    ...(uuid.test(before) && { before }),
  }
}
