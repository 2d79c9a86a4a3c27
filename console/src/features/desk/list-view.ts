import type { ConversationView } from '@keqiao/contract'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { ListOrder } from './dialogue-sections'

interface ListView {
  /** Null: nobody searches. */
  readonly search: string | null
  readonly order: ListOrder
  readonly unreadOnly: boolean
  find(search: string | null): void
  sort(order: ListOrder): void
  showUnreadOnly(only: boolean): void
  /** Everything again, in whatever order. */
  showAll(): void
}

/** How the agent looks at his list. The order is kept on this device; a search never outlives the page. */
export const useListView = create<ListView>()(
  persist(
    (set) => ({
      search: null,
      order: 'urgent',
      unreadOnly: false,
      find: (search) => set({ search }),
      sort: (order) => set({ order }),
      showUnreadOnly: (unreadOnly) => set({ unreadOnly }),
      showAll: () => set({ search: null, unreadOnly: false }),
    }),
    { name: 'keqiao.console.list', partialize: ({ order }) => ({ order }) },
  ),
)

type Found = Pick<ConversationView, 'roomNumber' | 'visitor' | 'lastMessage' | 'page' | 'group'>

/** Whether each word of the search stands in the room number, the name, the last line, the page or the group. */
export function isFound({ roomNumber, visitor, lastMessage, page, group }: Found, search: string): boolean {
  const text = [roomNumber, visitor.name, lastMessage?.text, page?.title, group.name].join('\n')
  const plain = folded(text)
  return folded(search)
    .split(/\s+/)
    .every((word) => plain.includes(word))
}

/** Full-width letters and digits are typed for their plain ones all the time. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase().trim()
