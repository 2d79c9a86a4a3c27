import { isEmail, phoneOf } from '@keqiao/domain/reach'
import type { Host } from './host'

/** What the visitor has written into the form. */
export interface OfflineDraft {
  name: string
  /** Telephone or mail, as he writes it. */
  reach: string
  /** Empty: the channel's own. */
  groupId: string
  text: string
}

export type OfflineField = keyof OfflineDraft

const KEPT = 'offline-message'
const nothing: OfflineDraft = { name: '', reach: '', groupId: '', text: '' }

/** Kept with the page until it is sent: whoever looks at another product finds his words again. */
export function keptDraft(host: Pick<Host, 'storage'>): OfflineDraft {
  try {
    const kept: unknown = JSON.parse(host.storage.get(KEPT) ?? '{}')
    return { ...nothing, ...(kept as Partial<OfflineDraft>) }
  } catch {
    return { ...nothing }
  }
}

/** Keeps it; null: it was sent. */
export function keepDraft(host: Pick<Host, 'storage'>, draft: OfflineDraft | null): void {
  if (draft) host.storage.set(KEPT, JSON.stringify(draft))
  else host.storage.remove(KEPT)
}

/** The fields that are not right yet, in their order on the form. */
export function wrongFields({ name, reach, text }: OfflineDraft): OfflineField[] {
  const wrong: OfflineField[] = []
  if (!name.trim()) wrong.push('name')
  if (!phoneOf(reach) && !isEmail(reach.trim())) wrong.push('reach')
  if (!text.trim()) wrong.push('text')
  return wrong
}

/** What of the draft goes over the wire. */
export function sendable({ name, reach, text }: OfflineDraft) {
  const phone = phoneOf(reach)
  return { name: name.trim(), text: text.trim(), ...(phone ? { phone } : { email: reach.trim() }) }
}
