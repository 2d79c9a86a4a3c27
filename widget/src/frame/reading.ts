import { KEPT, READING } from '../bridge'
import { answersOf } from './answers'
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
  const answers = answersOf(panel, host)
  let told = 0

  const seenOf = (id: string): number => {
    const [seenIn, seq] = storage.get(READING.seen)?.split(':') ?? []
    return seenIn === id ? Number(seq) : 0
  }

  function look(): void {
    const { conversation, session, shown } = panel.getSnapshot()
    const state = conversation?.getSnapshot()
    const id = conversation?.id()
    const view = state?.conversation
    if (view && id) {
      storage.set(READING.conversation, id)
      if (shown) storage.set(READING.seen, `${id}:${lastSeq(state.events)}`)
    }
    const count = (view && id ? countUnread(state.events, seenOf(id)) : 0) + answers.unseen()
    if (count !== told) {
      host.send(count > 0 ? { t: 'unread', count, label: unreadWords[locale](count) } : { t: 'unread', count })
    }
    told = count
    const goesOn = view && view.status !== 'closed'
    if (goesOn || count > 0 || answers.awaits()) storage.set(KEPT.ongoing, '1')
    // Nothing is forgotten before it is known that there is nothing.
    else if ((view || session?.conversationId === null) && answers.isKnown()) storage.remove(KEPT.ongoing)
  }

  watchConversation(panel, look)
  answers.subscribe(look)
  host.listen((message) => {
    if (message.t === 'kept' && message.key === READING.seen) look()
  })
}
