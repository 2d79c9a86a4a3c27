import { useNavigate, useParams } from '@tanstack/react-router'
import { App } from 'antd'
import { useCallback } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useDesk } from './desk-context'

/** Seconds in which a clearing can be undone. */
const undoWithin = 10

/** 清除 (CON-04): takes ended dialogues out of the list, and offers for ten seconds to put them back. */
export function useClear(): (ids: readonly string[]) => void {
  const allTexts = useTexts()
  const { desk: texts } = allTexts
  const { book } = useDesk()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const open = useParams({ strict: false, select: ({ conversationId }) => conversationId })
  return useCallback(
    (ids) => {
      if (ids.length === 0) return
      void book.clear(ids).then((refused) => {
        if (refused === null) return
        message.destroy(`cleared ${ids[0] ?? ''}`)
        void message.error(errorWords(allTexts, refused))
      })
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
    [allTexts, book, message, navigate, open, texts],
  )
}
