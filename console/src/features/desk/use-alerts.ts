import { useEffect, useRef } from 'react'
import { useTexts } from '../../i18n/language'
import { newsSince, nothingHeard, type News } from './alert-news'
import { alertsNow, useAlertSettings } from './alert-settings'
import { chime } from './chime'
import { useDesk } from './desk-context'
import { useStore } from './use-store'

const isLookedAt = () => document.visibilityState === 'visible' && document.hasFocus()

/** CON-25: sound and notice for new waiting visitors, and for messages in dialogues that are not in view. */
export function useAlerts(conversationId: string | undefined, open: (id: string) => void): void {
  const { alerts, notices, conversation } = useTexts()
  const { desk, book } = useDesk()
  const { desk: view } = useStore(desk)
  const dialogues = useStore(book)
  const heard = useRef(nothingHeard)
  useEffect(() => {
    const inView = isLookedAt() ? conversationId : undefined
    const found = newsSince(heard.current, { desk: view, dialogues, inView })
    heard.current = found.heard
    const [first] = found.news
    if (!first) return
    const { sound, desktop } = alertsNow(useAlertSettings.getState(), Date.now())
    if (sound) chime(first.kind)
    if (!desktop || isLookedAt() || !('Notification' in window) || Notification.permission !== 'granted') return
    for (const news of found.news) notify(news)

    function notify(news: News) {
      const room = conversation.room(news.room)
      const titles = { waiting: alerts.waiting, given: notices.given(room), message: alerts.message(room) }
      // One notice per dialogue: a new one takes the place of the last.
      const notice = new Notification(titles[news.kind], {
        body: news.kind === 'waiting' ? room : news.text,
        tag: news.id,
      })
      notice.addEventListener('click', () => {
        window.focus()
        if (news.kind !== 'waiting') open(news.id)
        notice.close()
      })
    }
  }, [view, dialogues, conversationId, open, alerts, notices, conversation])
}
