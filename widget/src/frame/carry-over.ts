import type { VisitorSessionView } from '@keqiao/contract'
import type { Host } from './host'

/**
 * The shop has named the visitor: what he had said and nobody had acknowledged is kept under his new id, so that it is
 * sent, or found to be there already.
 */
export function carryOver({ start, storage }: Host, session: VisitorSessionView): void {
  const former = `keqiao:${session.formerContactId}:`
  for (const [key, value] of Object.entries(start.kept)) {
    if (!key.startsWith(former)) continue
    storage.set(`keqiao:${session.contactId}:${key.slice(former.length)}`, value)
    storage.remove(key)
  }
}
