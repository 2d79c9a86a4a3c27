/** What of the screen stands in the address. */
export interface ChannelsSearch {
  /** Id of the channel that is shown; the first one otherwise. */
  channel?: string
}

/** Reads the address; what it does not know is as if it were not there. */
export function channelsSearchOf(search: Record<string, unknown>): ChannelsSearch {
  return typeof search['channel'] === 'string' ? { channel: search['channel'] } : {}
}
