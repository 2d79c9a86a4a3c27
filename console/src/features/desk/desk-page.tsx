import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { useAppearance } from '../../theme/appearance'
import { antdThemeOf } from '../../theme/antd-theme'
import { VisitorPanel } from '../contact/visitor-panel'
import { ConversationPane } from '../conversation/conversation-pane'
import { NothingPicked } from '../conversation/nothing-picked'
import { useAccept } from '../routing/use-accept'
import { forgetSession, onSignedOutElsewhere, sessionQuery } from '../session/session'
import { ConnectionBar } from './connection-bar'
import { DeskProvider, useDesk } from './desk-context'
import { DialogueList } from './dialogue-list'
import { neighbour } from './dialogue-sections'
import { useDocumentTitle } from './document-title'
import { KeysSheet } from './keys-sheet'
import { useAlerts } from './use-alerts'
import { useDeskKeys } from './use-desk-keys'
import { useHelperPane } from './helper-pane'
import { useRows } from './use-rows'
import { useStore } from './use-store'
import { WorkBar } from './work-bar'
import './desk.css'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** 接待工作台: everything behind the sign-in hangs below this. */
export function DeskPage() {
  const { data: me } = useSuspenseQuery(sessionQuery)
  const theme = useAppearance((state) => state.theme)
  if (!me) return null
  return (
    <ConfigProvider theme={antdThemeOf(theme)} csp={{ nonce }} wave={{ disabled: true }}>
      <App component={false} message={{ top: 56, maxCount: 2 }}>
        <DeskProvider me={me}>
          <Reception />
        </DeskProvider>
      </App>
    </ConfigProvider>
  )
}

/** 接待: work bar, dialogue list, conversation, helper. */
function Reception() {
  const { conversationId } = useParams({ strict: false })
  const navigate = useNavigate()
  const accept = useAccept()
  const rows = useRows()
  const { sections } = rows
  const helper = useHelperPane()
  useLeaveWhenExpired(conversationId)
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
  useDeskKeys({ next: () => step(1), previous: () => step(-1), accept: () => void accept(), escape: helper.close })

  return (
    <div className="desk" data-dialogue={conversationId !== undefined} data-helper={helper.open}>
      <WorkBar />
      <ConnectionBar />
      <div className="desk-areas">
        <DialogueList rows={rows} />
        {conversationId === undefined ? (
          <NothingPicked />
        ) : (
          <ConversationPane key={conversationId} conversationId={conversationId} />
        )}
        <VisitorPanel conversationId={conversationId} />
      </div>
      <KeysSheet />
    </div>
  )
}

/** The session is over, says the gateway or another tab: back to the sign-in, and afterwards to the same dialogue. */
function useLeaveWhenExpired(conversationId: string | undefined): void {
  const { client } = useDesk()
  const navigate = useNavigate()
  const state = useStore(client.state)
  const refused = state.status === 'stopped' && state.error?.code === 'unauthenticated'
  const [endedElsewhere, setEndedElsewhere] = useState(false)
  useEffect(() => onSignedOutElsewhere(() => setEndedElsewhere(true)), [])
  useEffect(() => {
    if (!refused && !endedElsewhere) return
    forgetSession()
    const dialogue = conversationId === undefined ? {} : { dialogue: conversationId }
    void navigate({ to: '/sign-in', search: { expired: true, ...dialogue } })
  }, [refused, endedElsewhere, conversationId, navigate])
}
