import type { Conversation } from '@keqiao/client'
import type { Panel } from './panel'

/** Calls `look` now, and whenever the panel or the conversation in it changes. */
export function watchConversation(panel: Panel, look: () => void): void {
  let watched: Conversation | null = null
  let forget = (): void => {}
  const follow = (): void => {
    const { conversation } = panel.getSnapshot()
    if (conversation !== watched) {
      forget()
      watched = conversation
      forget = conversation?.subscribe(look) ?? (() => {})
    }
    look()
  }
  panel.subscribe(follow)
  follow()
}
