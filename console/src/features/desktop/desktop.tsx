import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useUnreadTotal } from '../desk/document-title'
import { renewPush } from './push'

/** What the console does for its window and the system around it: the badge (CON-25), push, and where a notice leads. */
export function Desktop() {
  const unread = useUnreadTotal()
  useEffect(() => {
    if (!('setAppBadge' in navigator)) return
    // Where the system shows no badge, it says so; nothing is lost.
    void (unread > 0 ? navigator.setAppBadge(unread) : navigator.clearAppBadge()).catch(() => undefined)
  }, [unread])

  useEffect(() => void renewPush().catch(() => undefined), [])

  const navigate = useNavigate()
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const onMessage = ({ data }: MessageEvent<unknown>) => {
      const conversationId = /^\/console\/desk\/([0-9a-f-]{36})$/.exec(pathOf(data))?.[1]
      if (conversationId) void navigate({ to: '/desk/$conversationId', params: { conversationId } })
    }
    navigator.serviceWorker.addEventListener('message', onMessage)
    return () => navigator.serviceWorker.removeEventListener('message', onMessage)
  }, [navigate])
  return null
}

const pathOf = (data: unknown): string =>
  typeof data === 'object' && data !== null && 'open' in data ? String(data.open) : ''
