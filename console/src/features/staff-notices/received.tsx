import { create } from 'zustand'
import { useEffect, useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { BroadcastText } from './broadcast-text'
import { useReadBroadcast } from './use-inbox'

/** Whether the list of what one received is open. */
export const useReceived = create<{ open: boolean }>(() => ({ open: false }))

/** 收到的群发消息, latest first; whoever looks at them has read them. */
export function Received() {
  const { broadcast: words } = useTexts().staffNotices
  const open = useReceived((state) => state.open)
  const close = () => useReceived.setState({ open: false })
  return (
    <Dialog
      open={open}
      width={520}
      title={words.received}
      close={{ label: words.hide, drawing: <Icon name="close" /> }}
      onClose={close}
    >
      <List />
    </Dialog>
  )
}

function List() {
  const { broadcast: words } = useTexts().staffNotices
  const language = useLanguageTag()
  const [before, setBefore] = useState<string | undefined>()
  const asked = useAsked('broadcast.inbox', { limit: 10, ...(before !== undefined && { before }) })
  const read = useReadBroadcast()
  const unread = asked.data?.received.find(({ readAt }) => readAt === null)?.id
  useEffect(() => {
    if (unread !== undefined) read(unread)
    // One after the other: each answer brings the next.
  }, [unread])
  if (asked.isError) return <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <PageLoading rows={3} />
  const { received, more } = asked.data
  if (received.length === 0) return <PageEmpty text={words.nothing} />
  return (
    <>
      <ul className="received-list">
        {received.map(({ id, by, text, sentAt }) => (
          <li key={id}>
            <p>
              <strong>{by.nickname}</strong> <time>{shortTime(sentAt, Date.now(), language)}</time>
            </p>
            <p className="received-text">
              <BroadcastText text={text} />
            </p>
          </li>
        ))}
      </ul>
      {more && (
        <button type="button" className="small-button" onClick={() => setBefore(received.at(-1)?.id)}>
          {words.older}
        </button>
      )}
    </>
  )
}
