import type { ConversationId } from '@keqiao/domain'
import { useCallback, useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { TranscriptForm } from './transcript-form'
import './transcript.css'

interface TranscriptActionProps {
  conversationId: ConversationId
  room: string
  /** An agent has said something in it. */
  spoken: boolean
}

/** 发送对话记录: to the customer by mail. */
export function TranscriptAction({ conversationId, room, spoken }: TranscriptActionProps) {
  const { transcript: words } = useTexts()
  const { me } = useDesk()
  const [asking, setAsking] = useState(false)
  const done = useCallback(() => setAsking(false), [])
  if (!spoken || !me.permissions.includes('transcript:send')) return null
  return (
    <>
      <button
        type="button"
        className="plain-button square-button"
        aria-label={words.open}
        title={words.open}
        onClick={() => setAsking(true)}
      >
        <Icon name="mail" />
      </button>
      <Dialog
        open={asking}
        width={520}
        title={words.title(room)}
        close={{ label: words.close, drawing: <Icon name="close" /> }}
        onClose={done}
      >
        <TranscriptForm conversationId={conversationId} onDone={done} />
      </Dialog>
    </>
  )
}
