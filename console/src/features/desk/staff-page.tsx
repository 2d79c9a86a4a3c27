import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { AntdProvider } from '../../theme/antd-provider'
import { Desktop } from '../desktop/desktop'
import { forgetSession, onSignedOutElsewhere, sessionQuery } from '../session/session'
import { DeskProvider, useDesk } from './desk-context'
import { HearNews } from './hear-news'

import { StaffNotices } from '../staff-notices/staff-notices'
import { WebhookNotice } from '../webhook/webhook-notice'
import { TellSteered } from '../monitor/tell-steered'
import { DownloadsInFront } from '../export/downloads-in-front'
import { TellLost } from './tell-lost'
import { useStore } from './use-store'
import './small-parts.css'

/** Everything behind the sign-in hangs below this: one connection, whichever area is open. */
export function StaffPage() {
  const { data: me } = useSuspenseQuery(sessionQuery)
  if (!me) return null
  return (
    <AntdProvider>
      <DeskProvider me={me}>
        <LeaveWhenExpired />
        <Desktop />
        <TellLost />
        <HearNews />
        <StaffNotices />
        <WebhookNotice />
        <TellSteered />
        <DownloadsInFront />
        <Outlet />
      </DeskProvider>
    </AntdProvider>
  )
}

/** The session is over, says the gateway or another tab: back to the sign-in, and afterwards to the same dialogue. */
function LeaveWhenExpired() {
  const { conversationId } = useParams({ strict: false })
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
  return null
}
