import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import { useEffect, useState } from 'react'
import { useAppearance } from '../../theme/appearance'
import { antdThemeOf } from '../../theme/antd-theme'
import { forgetSession, onSignedOutElsewhere, sessionQuery } from '../session/session'
import { DeskProvider, useDesk } from './desk-context'
import { TellLost } from './tell-lost'
import { useStore } from './use-store'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** Everything behind the sign-in hangs below this: one connection, whichever area is open. */
export function StaffPage() {
  const { data: me } = useSuspenseQuery(sessionQuery)
  const theme = useAppearance((state) => state.theme)
  if (!me) return null
  return (
    <ConfigProvider
      theme={antdThemeOf(theme)}
      csp={{ nonce }}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <App component={false} message={{ top: 56, maxCount: 2 }}>
        <DeskProvider me={me}>
          <LeaveWhenExpired />
          <TellLost />
          <Outlet />
        </DeskProvider>
      </App>
    </ConfigProvider>
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
