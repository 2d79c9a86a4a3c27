import type { Connection } from './connection'

/** Where each stream that a connection follows stands, as far as it is known. */
export function headsOf(connection: Connection, heads: ReadonlyMap<string, number>): Record<string, number> {
  const own: Record<string, number> = {}
  for (const streamId of connection.followed?.keys() ?? []) {
    const head = heads.get(streamId)
    if (head !== undefined) own[streamId] = head
  }
  return own
}
