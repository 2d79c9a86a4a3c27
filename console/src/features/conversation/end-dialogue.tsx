import type { Conversation } from '@keqiao/client'
import type { ConversationView } from '@keqiao/contract'
import { App, Modal } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'

interface EndDialogueProps {
  conversation: Conversation
  view: ConversationView
  open: boolean
  onDone: () => void
}

/** Ending cannot be undone, so it asks, once. */
export function EndDialogue({ conversation, view, open, onDone }: EndDialogueProps) {
  const { conversation: texts } = useTexts()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const end = async () => {
    setBusy(true)
    const reply = await conversation.close()
    setBusy(false)
    onDone()
    // Somebody else was faster: it is over, which is what was wanted.
    if (!reply.ok && reply.error.code !== 'conversation_closed') void message.error(texts.endFailed)
  }
  return (
    <Modal
      open={open}
      width={400}
      title={texts.endTitle(texts.room(view.roomNumber))}
      closable={false}
      okText={texts.endConfirm}
      cancelText={texts.cancel}
      okButtonProps={{ danger: true, autoFocus: true }}
      confirmLoading={busy}
      onOk={() => void end()}
      onCancel={onDone}
    >
      {view.unansweredSince !== null && <p className="end-warning">{texts.endUnanswered}</p>}
      <p>{texts.endText}</p>
    </Modal>
  )
}
