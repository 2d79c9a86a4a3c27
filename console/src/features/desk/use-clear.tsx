import { useNavigate, useParams } from '@tanstack/react-router'
import { App } from 'antd'
import { useCallback } from 'react'
import { useTexts } from '../../i18n/language'
import { useDesk } from './desk-context'

/** Seconds in which a clearing can be undone. */
const undoWithin = 10

/** 清除 (CON-04): takes ended dialogues out of the list, and offers for ten seconds to put them back. */
export function useClear(): (ids: readonly string[]) => void {
  const { desk: texts } = useTexts()
  const { book } = useDesk()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const open = useParams({ strict: false, select: ({ conversationId }) => conversationId })
  return useCallback(
    (ids) => {
      if (ids.length === 0) return
      book.clear(ids)
      if (open !== undefined && ids.includes(open)) void navigate({ to: '/desk' })
      const key = `cleared ${ids[0] ?? ''}`
      const undo = () => {
        book.restore(ids)
        message.destroy(key)
      }
      void message.open({
        key,
        duration: undoWithin,
        content: (
          <span className="undo-line">
            {texts.cleared(ids.length)}
            <button type="button" onClick={undo}>
              {texts.undo}
            </button>
          </span>
        ),
      })
    },
    [book, message, navigate, open, texts],
  )
}
