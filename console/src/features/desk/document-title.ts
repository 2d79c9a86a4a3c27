import { useEffect } from 'react'
import { useTexts } from '../../i18n/language'
import { useDesk } from './desk-context'
import { unreadCount, useSeen } from './unread'
import { useStore } from './use-store'

/** Unread messages in all dialogues that go on. */
export function useUnreadTotal(): number {
  const { book } = useDesk()
  const dialogues = useStore(book)
  const seen = useSeen((state) => state.seen)
  return dialogues.reduce((total, dialogue) => total + unreadCount(dialogue, seen[dialogue.id]), 0)
}

/** CON-25: the count is to be seen while another tab is in front. */
export function useDocumentTitle(): void {
  const texts = useTexts()
  const unread = useUnreadTotal()
  useEffect(() => {
    document.title = unread > 0 ? texts.desk.titleUnread(unread) : texts.product
  }, [unread, texts])
}
