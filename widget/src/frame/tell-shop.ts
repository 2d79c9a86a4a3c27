import type { Conversation } from '@keqiao/client'
import type { Host } from './host'
import type { Panel } from './panel'

/** Kept with the page: which conversation's beginning was told, so that it is told once, whatever is loaded again. */
const STARTED = 'started'

/** Tells the shop's own script what happens, never what is said. */
export function tellShop(host: Host, panel: Panel): void {
  let watched: Conversation | null = null
  let forget = (): void => {}
  /** Seq of the last message that is no news; null before the first look. */
  let heardSeq: number | null = null
  let told = false

  function follow(): void {
    const { conversation, session } = panel.getSnapshot()
    if (session?.verified && !told) host.send({ t: 'identity', code: null })
    told = session?.verified ?? false
    if (conversation !== watched) {
      forget()
      watched = conversation
      heardSeq = null
      forget = conversation?.subscribe(look) ?? (() => {})
    }
    look()
  }

  function look(): void {
    const state = watched?.getSnapshot()
    const view = state?.conversation
    if (!state || !view) return
    const { id: conversationId, status } = view
    const isTold = host.storage.get(STARTED) === conversationId
    if (status !== 'closed' && !isTold) {
      host.storage.set(STARTED, conversationId)
      host.send({ t: 'happened', what: 'conversationStarted', conversationId })
    }
    const spoken = state.events.filter((event) => event.type === 'message.sent' && event.payload.from === 'agent')
    const lastSeq = spoken.at(-1)?.seq ?? 0
    // Several that came together are one piece of news each.
    for (const event of spoken) {
      if (heardSeq !== null && event.seq > heardSeq) host.send({ t: 'happened', what: 'message', conversationId })
    }
    heardSeq = Math.max(heardSeq ?? 0, lastSeq)
    if (status === 'closed' && isTold) {
      host.storage.remove(STARTED)
      host.send({ t: 'happened', what: 'conversationEnded', conversationId })
    }
  }

  panel.subscribe(follow)
  follow()
}
