import type { Conversation } from '@keqiao/client'
import type { ConversationView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { isUnsummarised, useOnClear } from '../summary/needs-summary'
import { useSummary } from '../summary/summary-state'

interface EndDialogueProps {
  conversation: Conversation
  view: ConversationView
  open: boolean
  onDone: () => void
}

/** Ending cannot be undone, so it asks, once; then the 小结单 is there (CON-05), unless the merchant wants none. */
export function EndDialogue({ conversation, view, open, onDone }: EndDialogueProps) {
  const { conversation: texts } = useTexts()
  const { message } = App.useApp()
  const onClear = useOnClear()
  const [busy, setBusy] = useState(false)
  const end = async () => {
    if (busy) return
    setBusy(true)
    const reply = await conversation.close()
    setBusy(false)
    onDone()
    if ((reply.ok || reply.error.code === 'conversation_closed') && onClear !== 'off' && isUnsummarised(view)) {
      useSummary.getState().open(view.id, 'clear')
    }
    // Somebody else was faster: it is over, which is what was wanted.
    if (!reply.ok && reply.error.code !== 'conversation_closed') void message.error(texts.endFailed)
  }
  return (
    <Dialog open={open} width={400} title={texts.endTitle(texts.room(view.roomNumber))} onClose={onDone}>
      {view.unansweredSince !== null && <p className="end-warning">{texts.endUnanswered}</p>}
      <p className="end-text">{texts.endText}</p>
      <div className="dialog-foot">
        <Button onClick={onDone}>{texts.cancel}</Button>
        <Button type="primary" danger data-first-focus loading={busy} onClick={() => void end()}>
          {texts.endConfirm}
        </Button>
      </div>
    </Dialog>
  )
}
