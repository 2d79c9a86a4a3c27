import type { Conversation } from '@keqiao/client'
import { KEPT } from '../bridge'
import type { Host } from './host'
import { countUnread, lastSeq } from './unread'

/** Kept with the page, so that every tab of the shop knows: the conversation, and up to where it was read. */
export const READING = { conversation: 'conversation', seen: 'seen' } as const

/**
 * Keeps the badge right: what is shown is read, in every tab; while a conversation goes on, or has something unread, the
 * loader is to load the frame with the page.
 *
 * @returns call it at every change of the conversation or of `shown`
 */
export function createReading(host: Host): (conversation: Conversation | null, shown: boolean) => void {
  const { storage } = host
  let told = 0

  const seenOf = (id: string): number => {
    const [seenIn, seq] = storage.get(READING.seen)?.split(':') ?? []
    return seenIn === id ? Number(seq) : 0
  }

  return (conversation, shown) => {
    const state = conversation?.getSnapshot()
    const id = conversation?.id()
    if (!state?.conversation || !id) return
    storage.set(READING.conversation, id)
    if (shown) storage.set(READING.seen, `${id}:${lastSeq(state.events)}`)
    const count = countUnread(state.events, seenOf(id))
    if (count !== told) host.send({ t: 'unread', count })
    told = count
    if (state.conversation.status !== 'closed' || count > 0) storage.set(KEPT.ongoing, '1')
    else storage.remove(KEPT.ongoing)
  }
}
