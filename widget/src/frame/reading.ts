import { KEPT, READING } from '../bridge'
import type { Host } from './host'
import { unreadWords } from './locales/unread'
import type { Panel } from './panel'
import { locale } from './texts'
import { countUnread, lastSeq } from './unread'
import { watchConversation } from './watch-conversation'

/**
 * Keeps the badge right: what is shown is read, in every tab; while a conversation goes on, or has something unread, the
 * loader is to load the frame with the page.
 */
export function startReading(host: Host, panel: Panel): void {
  const { storage } = host
  let told = 0

  const seenOf = (id: string): number => {
    const [seenIn, seq] = storage.get(READING.seen)?.split(':') ?? []
    return seenIn === id ? Number(seq) : 0
  }

  function look(): void {
    const { conversation, shown } = panel.getSnapshot()
    const state = conversation?.getSnapshot()
    const id = conversation?.id()
    if (!state?.conversation || !id) return
    storage.set(READING.conversation, id)
    if (shown) storage.set(READING.seen, `${id}:${lastSeq(state.events)}`)
    const count = countUnread(state.events, seenOf(id))
    if (count !== told) {
      host.send(count > 0 ? { t: 'unread', count, label: unreadWords[locale](count) } : { t: 'unread', count })
    }
    told = count
    if (state.conversation.status !== 'closed' || count > 0) storage.set(KEPT.ongoing, '1')
    else storage.remove(KEPT.ongoing)
  }

  watchConversation(panel, look)
  host.listen((message) => {
    if (message.t === 'kept' && message.key === READING.seen) look()
  })
}
