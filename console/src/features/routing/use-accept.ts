import { useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useCallback, useRef } from 'react'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'

/** 接收对话: takes the longest waiting or the named conversation and opens it; says why when it cannot. */
export function useAccept(): (conversationId?: string) => Promise<void> {
  const texts = useTexts()
  const { desk } = useDesk()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const busy = useRef(false)
  return useCallback(
    async (conversationId) => {
      // A second press while the first is on its way would take a second visitor.
      if (busy.current) return
      busy.current = true
      const reply = await desk.claim(conversationId)
      busy.current = false
      if (reply.ok) {
        await navigate({ to: '/desk/$conversationId', params: { conversationId: reply.result.conversation.id } })
        return
      }
      const words: Readonly<Record<string, string>> = {
        already_claimed: texts.routing.alreadyClaimed,
        conversation_closed: texts.routing.alreadyClaimed,
        queue_empty: texts.routing.noneWaiting,
        agent_at_capacity: texts.routing.atCapacity,
        agent_not_available: texts.routing.notAvailable,
        disconnected: texts.errors.disconnected,
      }
      void message.warning(words[reply.error.code] ?? texts.routing.failed)
    },
    [desk, message, navigate, texts],
  )
}
