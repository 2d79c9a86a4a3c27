import type { Conversation } from '@keqiao/client'
import type { ConversationView } from '@keqiao/contract'
import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import { useTexts } from '../../../i18n/language'
import { useDesk } from '../../desk/desk-context'
import { useSendFiles } from './use-send-files'

interface DropZoneProps {
  conversation: Conversation
  view: ConversationView
  children: ReactNode
}

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/** The whole conversation takes files that are dropped on it, as long as one may answer in it. */
export function DropZone({ conversation, view, children }: DropZoneProps) {
  const texts = useTexts()
  const { me } = useDesk()
  const sendFiles = useSendFiles(view.id, conversation)
  const [over, setOver] = useState(false)
  // Entering a child leaves its parent: only the balance says whether the pointer is inside.
  const depth = useRef(0)
  const open = view.status === 'open' && view.agent?.id === me.member.id

  const move = (event: DragEvent, by: 1 | -1) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    depth.current += by
    setOver(depth.current > 0)
  }
  return (
    <div
      className="drop-zone"
      onDragEnter={(event) => move(event, 1)}
      onDragLeave={(event) => move(event, -1)}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return
        // Also where nothing is taken: otherwise the browser would leave the desk and show the file.
        event.preventDefault()
        event.dataTransfer.dropEffect = open ? 'copy' : 'none'
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return
        event.preventDefault()
        depth.current = 0
        setOver(false)
        if (open) sendFiles(event.dataTransfer.files)
      }}
    >
      {children}
      {over && open && <div className="drop-hint">{texts.composer.dropHere}</div>}
    </div>
  )
}
