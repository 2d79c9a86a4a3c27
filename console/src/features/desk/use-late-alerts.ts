import { useEffect, useRef } from 'react'
import { useTexts } from '../../i18n/language'
import { alertsNow, useAlertSettings } from './alert-settings'
import { chime } from './chime'
import { useServerNow } from './clock'
import { useDesk } from './desk-context'
import { lateSince, type LateNews, type ToldLate } from './late-news'
import { useStore } from './use-store'
import { useThresholds } from './use-thresholds'

/** RTE-13: sound and notice when an own answer is getting late, and when it is too late, as one wants to be told. */
export function useLateAlerts(open: (id: string) => void): void {
  const { sla, conversation } = useTexts()
  const { book } = useDesk()
  const dialogues = useStore(book)
  const thresholds = useThresholds()
  const now = useServerNow()
  /** Null: what is late when the page opens is no news. */
  const told = useRef<ToldLate | null>(null)
  useEffect(() => {
    const found = lateSince(told.current ?? new Map(), dialogues, now, thresholds)
    const isFirst = told.current === null
    told.current = found.told
    if (isFirst || found.news.length === 0) return
    const { sound, desktop } = alertsNow(useAlertSettings.getState(), Date.now())
    if (sound) chime('late')
    const isLookedAt = document.visibilityState === 'visible' && document.hasFocus()
    if (!desktop || isLookedAt || !('Notification' in window) || Notification.permission !== 'granted') return
    for (const news of found.news) notify(news)

    function notify({ id, room, urgency }: LateNews) {
      const notice = new Notification(sla.late[urgency](conversation.room(room)), { tag: `late:${id}` })
      notice.addEventListener('click', () => {
        window.focus()
        open(id)
        notice.close()
      })
    }
  }, [dialogues, now, thresholds, open, sla, conversation])
}
