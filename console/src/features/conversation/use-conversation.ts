import type { DeskConversation } from '@keqiao/client'
import { useEffect, useState } from 'react'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'

/**
 * The replica of a conversation, held as long as the component lives. A dialogue of the list is there at once; of any
 * other it is null for the first moment.
 */
export function useConversation(id: string): DeskConversation | null {
  const { desk, book } = useDesk()
  const listed = useStore(book).find((dialogue) => dialogue.id === id)?.conversation
  const [opened, setOpened] = useState<{ id: string; conversation: DeskConversation } | null>(null)
  useEffect(() => {
    const conversation = desk.open(id)
    setOpened({ id, conversation })
    return () => conversation.release()
  }, [desk, id])
  return listed ?? (opened?.id === id ? opened.conversation : null)
}
