import { App, Button } from 'antd'
import { useState } from 'react'
import { create } from 'zustand'
import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { isUnsummarised, useOnClear } from '../summary/needs-summary'
import { useSummary } from '../summary/summary-state'
import { endDialogue } from './clear-all'
import { useDesk } from './desk-context'
import type { Dialogue } from './dialogue-book'
import { useClear } from './use-clear'
import { useStore } from './use-store'

const { open: openSummary } = useSummary.getState()

/** Of which dialogue it is asked whether it may be ended before it is cleared. */
const useAsked = create<{ id: string | null }>(() => ({ id: null }))

/**
 * 清除 of one dialogue (CON-04): an ended one goes at once and can be undone, or its 小结单 is shown first (CON-05); one that
 * goes on is ended first, after a question.
 */
export function useClearDialogue(): (dialogue: Dialogue) => void {
  const clear = useClear()
  const onClear = useOnClear()
  return ({ id, view }) => {
    if (view.status === 'closed' && onClear !== 'off' && isUnsummarised(view)) openSummary(id, 'clear')
    else if (view.status === 'closed') clear([id])
    else useAsked.setState({ id })
  }
}

/** The question, once for the whole list. */
export function ClearDialogue() {
  const texts = useTexts()
  const { book } = useDesk()
  const id = useAsked((state) => state.id)
  const asked = useStore(book).find((dialogue) => dialogue.id === id)
  const done = () => useAsked.setState({ id: null })
  const room = asked ? texts.conversation.room(asked.view.roomNumber) : ''
  return (
    <Dialog open={asked !== undefined} width={400} title={texts.list.endAndClearTitle(room)} onClose={done}>
      {asked && <Question dialogue={asked} onDone={done} />}
    </Dialog>
  )
}

function Question({ dialogue, onDone }: { dialogue: Dialogue; onDone: () => void }) {
  const { conversation, list } = useTexts()
  const { message } = App.useApp()
  const clear = useClear()
  const onClear = useOnClear()
  const [busy, setBusy] = useState(false)
  const end = async () => {
    if (busy) return
    setBusy(true)
    const id = await endDialogue(dialogue)
    onDone()
    if (id === null) void message.error(conversation.endFailed)
    else if (onClear !== 'off' && isUnsummarised(dialogue.view)) openSummary(id, 'clear')
    else clear([id])
  }
  return (
    <>
      {dialogue.view.unansweredSince !== null && <p className="end-warning">{conversation.endUnanswered}</p>}
      <p className="end-text">{conversation.endText}</p>
      <div className="dialog-foot">
        <Button onClick={onDone}>{conversation.cancel}</Button>
        <Button type="primary" danger data-first-focus loading={busy} onClick={() => void end()}>
          {list.endAndClear}
        </Button>
      </div>
    </>
  )
}
