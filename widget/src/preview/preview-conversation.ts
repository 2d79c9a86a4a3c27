import type { Conversation, ConversationState } from '@keqiao/client'
import { createStore } from '@keqiao/client/store'
import type { BodyInput, BodyView, ConversationView, EventView } from '@keqiao/contract'
import type { PreviewLook } from '@keqiao/contract/widget-preview'

/** A conversation that takes what is written into it and tells nobody. */
export interface PreviewConversation extends Conversation {
  know(look: PreviewLook): void
  /** The visitor has said yes to the privacy text. */
  agreed(): void
}

/** One that an agent has just accepted; where the form of 留言 is shown, none at all. */
export function createPreviewConversation(look: PreviewLook): PreviewConversation {
  const store = createStore<ConversationState>({
    status: look.closed ? 'none' : 'ready',
    error: null,
    conversation: look.closed ? null : accepted(look),
    events: [],
    more: false,
    loadingOlder: false,
    online: true,
    pending: [],
    draft: '',
    typing: null,
    readSeq: 0,
  })
  const patch = (fields: Partial<ConversationState>): void => store.set({ ...store.getSnapshot(), ...fields })
  const nothing = (): void => {}
  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    id: () => store.getSnapshot().conversation?.id ?? null,
    send(body) {
      const { events } = store.getSnapshot()
      const seq = events.length + 1
      if (body.kind === 'text') patch({ events: [...events, said(seq, body)] })
      return String(seq)
    },
    addNote: () => '',
    retry: (key) => key,
    discard: nothing,
    draft: nothing,
    loadOlder: () => Promise.resolve(),
    close() {
      const { conversation } = store.getSnapshot()
      if (conversation) patch({ conversation: { ...conversation, status: 'closed', end: 'visitor', agent: null } })
      return Promise.resolve({ ok: false, error: { code: 'disconnected', retryable: true } })
    },
    reload: nothing,
    release: nothing,
    agreed() {
      const { conversation } = store.getSnapshot()
      const consent = conversation?.consent
      if (conversation && consent)
        patch({ conversation: { ...conversation, consent: { ...consent, acceptedAt: Date.now() } } })
    },
    know({ group, agent }) {
      const { conversation } = store.getSnapshot()
      if (!conversation || conversation.status === 'closed') return
      patch({ conversation: { ...conversation, group: group as ConversationView['group'], agent: agent as Agent } })
    },
  }
}

type Agent = ConversationView['agent']

function accepted({ group, agent, channel }: PreviewLook): ConversationView {
  const now = Date.now()
  const view = {
    id: 'preview',
    roomNumber: '000000',
    status: 'open',
    channelId: 'preview',
    group,
    visitor: { id: 'preview', name: '', verified: false },
    consent: channel.consent?.required ? { version: channel.consent.version, acceptedAt: null } : null,
    agent,
    legOrigin: 'visitor',
    page: null,
    openedAt: now,
    acceptedAt: now,
    closedAt: null,
    end: null,
    visitorMessageCount: 0,
    agentMessageCount: 0,
    unansweredSince: null,
    lastMessage: null,
    visitorReadSeq: 0,
    agentReadSeq: 0,
  }
  // Made up here, so its ids are nobody's.
  return view as unknown as ConversationView
}

function said(seq: number, body: Extract<BodyInput, { kind: 'text' }>): EventView {
  const shown: BodyView = { kind: 'text', text: body.text }
  return {
    seq,
    prev: seq - 1,
    type: 'message.sent',
    v: 1,
    at: Date.now(),
    actor: { kind: 'visitor', id: 'preview', name: '' },
    payload: { from: 'visitor', authorName: '', body: shown },
  }
}
