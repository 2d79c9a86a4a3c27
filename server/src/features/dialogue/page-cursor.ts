import { legId } from '@keqiao/contract'

/** Where a page begins: behind this row, by its sort key and its id. */
export interface PageCursor {
  readonly key: string
  readonly legId: string
}

/** An opaque text for the wire. */
export const cursorOf = ({ key, legId: id }: PageCursor): string =>
  Buffer.from(JSON.stringify([key, id])).toString('base64url')

/** Reads it back; what nobody here wrote is malformed. */
export function placeOf(cursor: string): PageCursor | 'malformed' {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (!Array.isArray(read)) return 'malformed'
    const [key, id] = read as unknown[]
    const leg = legId.safeParse(id)
    return typeof key === 'string' && leg.success ? { key, legId: leg.data } : 'malformed'
  } catch {
    return 'malformed'
  }
}
