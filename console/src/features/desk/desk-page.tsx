import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import { ConversationPane } from '../conversation/conversation-pane'
import { NothingPicked } from '../conversation/nothing-picked'
import { useAccept } from '../routing/use-accept'
import { SummaryDialog } from '../summary/summary-dialog'
import { useClearDialogue } from './clear-dialogue'
import { ConnectionBar } from './connection-bar'
import { useDeskKey } from './desk-keys'
import { DialogueList } from './dialogue-list'
import { neighbour } from './dialogue-sections'
import { useDocumentTitle } from './document-title'
import { HelperArea } from './helper-area'
import { KeysSheet } from './keys-sheet'
import { useAlerts } from './use-alerts'
import { useLateAlerts } from './use-late-alerts'
import { useDeskKeys } from './use-desk-keys'
import { useHelperPane } from './helper-pane'
import { useRows } from './use-rows'
import { WorkBar } from './work-bar'
import './desk.css'

/** 接待: work bar, dialogue list, conversation, helper. */
export function DeskPage() {
  const { conversationId } = useParams({ strict: false })
  const navigate = useNavigate()
  const accept = useAccept()
  const rows = useRows(conversationId)
  const { sections } = rows
  const helper = useHelperPane()
  useDocumentTitle()

  const open = useCallback(
    (id: string) => void navigate({ to: '/desk/$conversationId', params: { conversationId: id } }),
    [navigate],
  )
  const step = (by: 1 | -1) => {
    const next = neighbour(sections, conversationId, by)
    if (next !== undefined) open(next)
  }
  useAlerts(conversationId, open)
  useLateAlerts(open)
  useDeskKeys({
    next: () => step(1),
    previous: () => step(-1),
    accept: () => void accept(),
    helper: helper.enter,
    escape: helper.close,
  })
  const clear = useClearDialogue()
  const current = sections.flatMap((section) => section.rows).find(({ id }) => id === conversationId)
  useDeskKey('clear', current ? () => clear(current) : null)
  const openFirst = () => {
    const first = neighbour(sections, undefined, 1)
    if (first !== undefined) open(first)
  }

  return (
    <div className="desk" data-dialogue={conversationId !== undefined} data-helper={helper.open}>
      <WorkBar />
      <ConnectionBar />
      <div className="desk-areas">
        <DialogueList rows={rows} onFirst={openFirst} />
        {conversationId === undefined ? (
          <NothingPicked />
        ) : (
          <ConversationPane key={conversationId} conversationId={conversationId} />
        )}
        <HelperArea conversationId={conversationId} />
      </div>
      <KeysSheet />
      {/* Not in the list: on a phone the list is away while a dialogue is open. */}
      <SummaryDialog />
    </div>
  )
}
