import type { ConversationView } from '@keqiao/contract'
import { useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useCallback, useRef } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'
import { useWhose } from './whose-dialogues'

/** Whether the signed-in member may decide who goes on with others' dialogues. */
export const useMayAssign = (): boolean => useDesk().me.permissions.includes('conversation:assign')

/** 接管: makes a dialogue one's own and opens it; says why when it cannot. */
export function useTakeOver(): (view: Pick<ConversationView, 'id' | 'roomNumber'>) => Promise<void> {
  const texts = useTexts()
  const { desk, me } = useDesk()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const busy = useRef(false)
  return useCallback(
    async ({ id, roomNumber }) => {
      if (busy.current) return
      busy.current = true
      const reply = await desk.reassign(id, me.member.id, '')
      busy.current = false
      if (reply.ok) {
        void message.success(texts.assign.tookOverDone(texts.conversation.room(roomNumber)))
        // It stands in one's own list now.
        useWhose.getState().show({ kind: 'mine' })
        await navigate({ to: '/desk/$conversationId', params: { conversationId: id } })
        return
      }
      const { code } = reply.error
      void message.warning(code === 'agent_not_available' ? texts.assign.youAreAway : errorWords(texts, code))
    },
    [desk, me, message, navigate, texts],
  )
}
