/** What is known of the other end beside the log: the lamp, the unsent text, who is typing. All of it goes stale. */
import type { EventView } from '@keqiao/contract'
import type { Client } from './client'
import { createExpiring, DRAFT_EXPIRY_MS, TYPING_EXPIRY_MS } from './drafts'

/** What a screen shows of the other end. */
export interface OtherEndState {
  /** CON-03: the visitor has a connection. */
  readonly online: boolean
  /** CON-13: the visitor's unsent text; empty when there is none (members only). */
  readonly draft: string
  /** Who types at the other end, for some seconds; null nobody. Members hear it where they may not see the draft. */
  readonly typing: string | null
  /** Seq of the last event the other end has read; 0 for none. Never goes back. */
  readonly readSeq: number
}

/** Watches the other end of a conversation. */
export interface OtherEnd {
  /** These events arrived: what was typed has been said. */
  readonly spoke: (news: readonly EventView[]) => void
  readonly release: () => void
}

/** Hears the frames about the conversation `id` names at that time; `changed` gets what is new. */
export function watchOtherEnd(
  client: Client,
  id: () => string | null,
  changed: (fields: Partial<OtherEndState>) => void,
): OtherEnd {
  const { environment, as } = client.options
  const own = as === 'visitor' ? as : 'agent'
  const showDraft = createExpiring<string>(environment, '', (draft) => changed({ draft }))
  const showTyping = createExpiring<string | null>(environment, null, (typing) => changed({ typing }))
  const ends = [
    client.on('lamp', ({ s, online }) => {
      if (s !== id()) return
      changed({ online })
      if (online) return
      showDraft('', 0)
      showTyping(null, 0)
    }),
    // Nobody is told of his own.
    client.on('read', ({ s, seq }) => s === id() && changed({ readSeq: seq })),
    client.on('draft', ({ s, text }) => {
      if (s !== id()) return
      showDraft(text, DRAFT_EXPIRY_MS)
      showTyping(null, 0)
    }),
    // A visitor repeats it as he repeats a draft, an agent as often as he types.
    client.on(
      'typing',
      ({ s, name }) => s === id() && showTyping(name, own === 'agent' ? DRAFT_EXPIRY_MS : TYPING_EXPIRY_MS),
    ),
  ]
  return {
    spoke(news) {
      for (const event of news) {
        if (event.type !== 'message.sent') continue
        if (event.payload.from === own) continue
        showDraft('', 0)
        showTyping(null, 0)
      }
    },
    release() {
      for (const end of ends) end()
      showDraft('', 0)
      showTyping(null, 0)
    },
  }
}
