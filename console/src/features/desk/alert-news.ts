import type { ConversationView, DeskView } from '@keqiao/contract'

/** What an alert is about. */
export type News =
  | { readonly kind: 'waiting'; readonly id: string; readonly room: string }
  | { readonly kind: 'given'; readonly id: string; readonly room: string; readonly text: string }
  | { readonly kind: 'message'; readonly id: string; readonly room: string; readonly text: string }

/** What is compared from one moment to the next. */
export interface Heard {
  /** Ids of those who wait. Null: not known yet. */
  readonly waiting: ReadonlySet<string> | null
  /** Ids of the dialogues that were one's own. Null: not known yet. */
  readonly open: ReadonlySet<string> | null
  /** Conversation id -> messages of its visitor. */
  readonly counts: ReadonlyMap<string, number>
}

interface Now {
  readonly desk: Pick<DeskView, 'status' | 'waiting' | 'open'> | null
  readonly dialogues: readonly { readonly id: string; readonly view: ConversationView }[]
  /** The dialogue somebody is looking at this moment. */
  readonly inView: string | undefined
}

/** Nothing was heard before the page opened: what is there at first is no news. */
export const nothingHeard: Heard = { waiting: null, open: null, counts: new Map() }

/** CON-25: who is new in the waiting line, and who said something in a dialogue nobody looks at. */
export function newsSince(before: Heard, { desk, dialogues, inView }: Now): { news: readonly News[]; heard: Heard } {
  const waiting = desk && new Set(desk.waiting.map(({ id }) => id))
  const counts = new Map(dialogues.map(({ id, view }) => [id, view.visitorMessageCount]))
  const arrived = (desk?.status === 'away' ? [] : (desk?.waiting ?? [])).filter(
    ({ id }) => before.waiting !== null && !before.waiting.has(id),
  )
  const spoke = dialogues.filter(({ id, view }) => {
    const known = before.counts.get(id)
    return known !== undefined && view.visitorMessageCount > known && id !== inView && view.status === 'open'
  })
  // Given by routing or by a colleague: he never stood in the line that one saw.
  const given = (desk?.open ?? []).filter(({ id }) => before.open !== null && !before.open.has(id) && id !== inView)
  const open = desk && new Set(desk.open.map(({ id }) => id))
  return {
    heard: { waiting: waiting ?? before.waiting, open: open ?? before.open, counts },
    news: [
      ...arrived.map(({ id, roomNumber: room }) => ({ kind: 'waiting' as const, id, room })),
      ...given.map(({ id, roomNumber: room, lastMessage }) => ({
        kind: 'given' as const,
        id,
        room,
        text: lastMessage?.from === 'visitor' ? lastMessage.text : '',
      })),
      ...spoke.map(({ id, view }) => {
        const text = view.lastMessage?.from === 'visitor' ? view.lastMessage.text : ''
        return { kind: 'message' as const, id, room: view.roomNumber, text }
      }),
    ],
  }
}
