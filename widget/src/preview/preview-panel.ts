import { createStore } from '@keqiao/client/store'
import type { VisitorSessionView } from '@keqiao/contract'
import type { PreviewLook } from '@keqiao/contract/widget-preview'
import type { Host } from '../frame/host'
import type { Panel, PanelState } from '../frame/panel'
import { createPreviewClient } from './preview-client'
import { createPreviewConversation, type PreviewConversation } from './preview-conversation'

/** A panel that is told what to show, and has nobody behind it. */
export interface PreviewPanel extends Panel {
  show(look: PreviewLook): void
}

const nobody: Omit<VisitorSessionView, 'channel'> = {
  token: '',
  contactId: 'preview' as VisitorSessionView['contactId'],
  name: '',
  verified: false,
  formerContactId: null,
  conversationId: null,
}

/** What begins the widget anew when it changes; everything else is drawn where one is. */
const beginning = (look: PreviewLook): string =>
  JSON.stringify([look.closed !== null, look.faq, look.channel.consent !== null])

/** Holds what the panel is drawn from: the same state the real one has, filled from a form. */
export function createPreviewPanel(host: Host): PreviewPanel {
  const client = createPreviewClient(host, () => talk?.agreed())
  let look: PreviewLook | undefined
  const store = createStore<PanelState>({
    error: null,
    session: null,
    client,
    conversation: null,
    openError: null,
    shown: true,
  })
  const change = (part: Partial<PanelState>): void => store.set({ ...store.getSnapshot(), ...part })
  let talk: PreviewConversation | undefined

  /** Into a conversation, or to the form that takes its place outside business hours. */
  function begin(): void {
    if (!look) return
    talk = createPreviewConversation(look)
    change({ conversation: talk, openError: look.closed && { code: 'outside_hours', retryable: false } })
  }

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    // Nothing may be asked for here; whoever tries is refused by the page's policy.
    http: { base: '', token: () => undefined, newId: () => crypto.randomUUID() },
    show(next) {
      const isAnew = !look || beginning(look) !== beginning(next)
      look = next
      const session = { ...nobody, channel: next.channel }
      client.know(next)
      if (!isAnew) {
        talk?.know(next)
        return change({ session })
      }
      if (next.channel.faq) change({ session, conversation: null, openError: null })
      else {
        change({ session })
        begin()
      }
    },
    retry: begin,
    again(body) {
      begin()
      if (body) talk?.send(body)
    },
    close: () => host.send({ t: 'close' }),
  }
}
