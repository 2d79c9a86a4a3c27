import type { ConversationState } from '@keqiao/client'
import { createReadMarks, type ReadMarks } from '@keqiao/client/read-marks'
import { useEffect, useState } from 'react'
import { useDesk } from '../desk/desk-context'

/** Tells the visitor how far his words were read: by whoever holds the dialogue, on a screen somebody looks at. */
export function useMarkRead(conversationId: string, { conversation, events }: ConversationState): void {
  const { client, me } = useDesk()
  const [marks, setMarks] = useState<ReadMarks | null>(null)
  useEffect(() => {
    const made = createReadMarks(client, conversationId)
    setMarks(made)
    return () => made.release()
  }, [client, conversationId])
  const mine = conversation?.status === 'open' && conversation.agent?.id === me.member.id
  const last = events.findLast((event) => event.type === 'message.sent' && event.payload.from === 'visitor')?.seq
  useEffect(() => {
    if (!mine || last === undefined) return
    const look = () => {
      if (document.visibilityState === 'visible' && document.hasFocus()) marks?.read(last)
    }
    look()
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [marks, mine, last])
}
