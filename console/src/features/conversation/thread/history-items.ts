import type { EarlierPart } from '@keqiao/contract'
import { arranged, firstRowKey, rowsOf, type Reader, type ThreadItem } from './thread-items'

/** Seqs begin anew in each conversation: a row's key says of which it is. */
const prefixOf = ({ conversation }: EarlierPart) => `${conversation.id} `

/** The key of the divider above a conversation. */
export const consultationKey = (conversationId: string): string => `consultation ${conversationId}`

/** Whether a conversation is loaded to its beginning. */
export const isWhole = ({ events }: EarlierPart): boolean => events[0]?.seq === 1

export interface HistorySource {
  /** Oldest first. */
  readonly parts: readonly EarlierPart[]
  /** Of the conversation below the history; null: not known yet. */
  readonly ordinal: number | null
  /** Epoch milliseconds at which that one was opened. */
  readonly openedAt: number
  readonly reader: Reader
  readonly dayOf: (at: number) => number
  /** Rows that stood at the top of a page once: they keep their heads. */
  readonly pageTops: ReadonlySet<string>
}

/**
 * What the same customer asked before, as rows: each conversation under a divider that says which one it was. The last row
 * is the divider of the conversation that follows.
 */
export function historyItems(source: HistorySource): readonly ThreadItem[] {
  const { parts, ordinal, openedAt, reader, dayOf, pageTops } = source
  if (ordinal === null || ordinal === 1) return []
  const items: ThreadItem[] = []
  for (const part of parts) {
    const { conversation: earlier, events } = part
    // Its own divider tells the day; while its beginning is in the page before, nothing does.
    if (isWhole(part)) {
      const { id, openedAt: at } = earlier
      items.push({ kind: 'consultation', key: consultationKey(id), at, ordinal: earlier.ordinal, earlier })
    }
    const rows = rowsOf(events, reader, prefixOf(part))
    items.push(...arranged(rows, { tellsFirstDay: false, dayOf, pageTops, unreadSeq: null }))
  }
  return [...items, { kind: 'consultation', key: consultationKey('this one'), at: openedAt, ordinal, earlier: null }]
}

/** The key of the oldest loaded row of the history, while more of its conversation is to come. */
export function historyTop([oldest]: readonly EarlierPart[]): string | undefined {
  return oldest && !isWhole(oldest) ? firstRowKey(oldest.events, prefixOf(oldest)) : undefined
}
