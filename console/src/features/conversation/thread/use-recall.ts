import type { Conversation, ConversationState } from '@keqiao/client'
import type { EventView } from '@keqiao/contract'
import { RECALL_WITHIN_MS } from '@keqiao/contract/frames'
import { App } from 'antd'
import { useCallback, useEffect, useRef } from 'react'
import { errorWords } from '../../../i18n/error-words'
import { useTexts } from '../../../i18n/language'
import { useDesk } from '../../desk/desk-context'

export interface Recalling {
  /** Whether the reader may still take back the message at this place. */
  mayRecall(seq: number): boolean
  recall(seq: number): void
}

/** 撤回: by the message's menu, and with Alt + Z the last one. */
export function useRecall(conversation: Conversation, state: ConversationState): Recalling {
  const texts = useTexts()
  const { client, me } = useDesk()
  const { message } = App.useApp()
  const latest = useRef(state)
  useEffect(() => {
    latest.current = state
  })
  const memberId = me.member.id

  const isFresh = useCallback(
    (event: EventView) => {
      const connection = client.state.getSnapshot()
      const now = Date.now() + (connection.status === 'connected' ? connection.clockOffsetMs : 0)
      return (
        latest.current.conversation?.status !== 'closed' &&
        event.type === 'message.sent' &&
        event.payload.body.kind !== 'recalled' &&
        event.actor.id === memberId &&
        now - event.at < RECALL_WITHIN_MS
      )
    },
    [client, memberId],
  )
  const mayRecall = useCallback(
    (seq: number) => latest.current.events.some((event) => event.seq === seq && isFresh(event)),
    [isFresh],
  )
  const recall = useCallback(
    async (seq: number) => {
      const conversationId = conversation.id()
      if (conversationId === null) return
      const reply = await client.call('conversation.recallMessage', { conversationId, seq })
      if (!reply.ok) void message.warning(errorWords(texts, reply.error.code))
    },
    [client, conversation, message, texts],
  )

  useEffect(() => {
    /** While the last one is on its way it has no place in the log: it is taken back as soon as it has. */
    let stopWaiting = (): void => undefined
    const recallLast = () => {
      stopWaiting()
      // Not what is drawn: what was said a moment ago is not, and an older message must not go in its place.
      const { events, pending } = conversation.getSnapshot()
      if (pending.some((one) => one.kind === 'message' && one.state !== 'failed')) {
        stopWaiting = conversation.subscribe(recallLast)
        return
      }
      const last = events.findLast(isFresh)
      if (last) void recall(last.seq)
      else void message.info(texts.message.nothingToRecall)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const { altKey, ctrlKey, metaKey, shiftKey, code } = event
      if (!altKey || ctrlKey || metaKey || shiftKey || code !== 'KeyZ' || document.querySelector('dialog[open]')) return
      event.preventDefault()
      recallLast()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      stopWaiting()
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [conversation, isFresh, recall, message, texts])

  return { mayRecall, recall: (seq) => void recall(seq) }
}
