import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { alertsNow, useAlertSettings } from '../desk/alert-settings'
import { chime } from '../desk/chime'
import { BroadcastText } from './broadcast-text'
import { Received, useReceived } from './received'
import { useConsults, useInbox, useReadBroadcast, useReadConsult } from './use-inbox'
import './staff-notices.css'

/** What one has not read, the newest first: told below the work bar, in nobody's way, until one says so. */
interface Notice {
  readonly key: string
  readonly title: string
  readonly text: string
  /** Null: it is a broadcast. */
  readonly conversationId: string | null
  readonly id: string
}

/** 群发消息 and 内部咨询 on every page: a bar for the newest unread one, and a notice of the desktop (CON-08, CON-20). */
export function StaffNotices() {
  const { staffNotices, conversation } = useTexts()
  const { broadcast, consult } = staffNotices
  const { conversationId: open } = useParams({ strict: false })
  const navigate = useNavigate()
  const inbox = useInbox().data?.received ?? []
  const consults = useConsults().data?.notices ?? []
  const readBroadcast = useReadBroadcast()
  const readConsult = useReadConsult()
  const asked = consults
    .filter(({ readAt, conversationId }) => readAt === null && conversationId !== open)
    .map(({ conversationId, seq, kind, by, roomNumber, text }): Notice => {
      const title = (kind === 'ask' ? consult.asked : consult.answered)(by.nickname, conversation.room(roomNumber))
      return { key: `${conversationId} ${seq}`, title, text, conversationId, id: conversationId }
    })
  const sent = inbox
    .filter(({ readAt }) => readAt === null)
    .map(({ id, by, text }): Notice => ({
      ...{ key: id, title: broadcast.from(by.nickname), text },
      ...{ conversationId: null, id },
    }))
  const notices = [...asked, ...sent]
  useDesktopNotices(notices)
  // Whoever looks at the conversation sees the note itself.
  const here = consults.find(({ readAt, conversationId }) => readAt === null && conversationId === open)
  const readHere = useRef(readConsult)
  useEffect(() => {
    readHere.current = readConsult
  })
  const hereKey = here && `${here.conversationId} ${here.seq}`
  useEffect(() => {
    if (hereKey !== undefined) readHere.current(hereKey.split(' ')[0] ?? '')
  }, [hereKey])
  const [first] = notices
  const show = ({ conversationId }: Notice) => {
    if (conversationId === null) useReceived.setState({ open: true })
    else void navigate({ to: '/desk/$conversationId', params: { conversationId } })
  }
  const done = ({ conversationId, id }: Notice) =>
    conversationId === null ? readBroadcast(id) : readConsult(conversationId)
  return (
    <>
      {first && (
        <div className="staff-notice" role="status">
          <Icon name="bell" small />
          <strong>{first.title}</strong>
          <span className="ellipsis" title={first.text}>
            <BroadcastText text={first.text} />
          </span>
          {notices.length > 1 && <span className="badge">{notices.length}</span>}
          <button type="button" className="small-button" onClick={() => show(first)}>
            {broadcast.show}
          </button>
          <button type="button" className="small-button" onClick={() => done(first)}>
            {broadcast.gotIt}
          </button>
        </div>
      )}
      <Received />
    </>
  )
}

/** Once for each, when nobody looks at the page. */
function useDesktopNotices(notices: readonly Notice[]): void {
  const told = useRef<Set<string> | null>(null)
  const keys = notices.map(({ key }) => key).join(' | ')
  const latest = useRef(notices)
  useEffect(() => {
    latest.current = notices
  })
  useEffect(() => {
    const fresh = latest.current.filter(({ key }) => told.current && !told.current.has(key))
    told.current = new Set([...(told.current ?? []), ...latest.current.map(({ key }) => key)])
    if (fresh.length === 0) return
    const { sound, desktop } = alertsNow(useAlertSettings.getState(), Date.now())
    if (sound) chime('message')
    const looked = document.visibilityState === 'visible' && document.hasFocus()
    if (!desktop || looked || !('Notification' in window) || Notification.permission !== 'granted') return
    for (const { key, title, text } of fresh) {
      const notice = new Notification(title, { body: text, tag: key })
      notice.addEventListener('click', () => {
        window.focus()
        notice.close()
      })
    }
  }, [keys])
}
