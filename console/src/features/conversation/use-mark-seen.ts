import type { ConversationView } from '@keqiao/contract'
import { useEffect } from 'react'
import { useSeen } from '../desk/unread'

/** What is on the screen in front of somebody is read; what arrives behind another window is not. */
export function useMarkSeen(view: ConversationView | null): void {
  const see = useSeen((state) => state.see)
  const id = view?.id
  const count = view?.visitorMessageCount
  useEffect(() => {
    if (id === undefined || count === undefined) return
    const mark = () => {
      if (document.visibilityState === 'visible' && document.hasFocus()) see(id, count)
    }
    mark()
    window.addEventListener('focus', mark)
    document.addEventListener('visibilitychange', mark)
    return () => {
      window.removeEventListener('focus', mark)
      document.removeEventListener('visibilitychange', mark)
    }
  }, [id, count, see])
}
