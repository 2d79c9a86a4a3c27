import { browserEnvironment, type Client, type ConnectionState, type OperationName } from '@keqiao/client'
import { createStore } from '@keqiao/client/store'
import type { PreviewLook } from '@keqiao/contract/widget-preview'
import type { Host } from '../frame/host'

/** A client that is always connected and answers from what it was told. */
export interface PreviewClient extends Client {
  know(look: PreviewLook): void
}

/** Answers by operation; what is not here is refused as if there were no connection, which every part knows. */
type Answers = Partial<Record<OperationName, (look: PreviewLook, input: never) => unknown>>

const answers: Answers = {
  'knowledge.faq': ({ faq }, { text = '' }: { text?: string }) => ({
    categories: text.trim() === '' ? faq : [{ name: '', entries: found(faq, text.trim()) }],
    helpPath: '',
  }),
  'knowledge.faqEntry': ({ faq }, { entryId }: { entryId: string }) => {
    const entry = faq.flatMap(({ entries }) => entries).find(({ id }) => id === entryId)
    return entry && { ...entry, helpPath: null, helpful: null }
  },
  'knowledge.rate': (_look, { helpful }: { helpful: boolean }) => ({ helpful }),
  'offlineMessage.form': ({ closed, channel, group }) => ({
    open: closed === null,
    opensAt: closed?.opensAt ?? null,
    words: closed?.words ?? null,
    groups: [group],
    groupId: group.id,
    consent: channel.consent?.required
      ? { version: channel.consent.version, text: channel.consent.text, acceptedAt: null }
      : null,
  }),
  // Nothing is sent: what comes afterwards can be looked at all the same.
  'offlineMessage.leave': () => ({ id: 'preview', createdAt: Date.now() }),
}

/** The server finds more; this is enough to see what it looks like. */
function found(faq: PreviewLook['faq'], text: string) {
  const wanted = text.toLowerCase()
  return faq.flatMap(({ entries }) => entries).filter(({ question }) => question.toLowerCase().includes(wanted))
}

/** @param agreed the visitor has said yes to the privacy text */
export function createPreviewClient(host: Host, agreed: () => void): PreviewClient {
  let look: PreviewLook | undefined
  let asked = ''
  let connection = 0
  const connected = (): ConnectionState => ({
    status: 'connected',
    me: { kind: 'visitor', id: 'preview', name: '' },
    connection: String(connection),
    clockOffsetMs: 0,
    preview: look?.channel.draftPreview ?? false,
  })
  const state = createStore<ConnectionState>(connected())
  const nothing = (): void => {}
  const call = (name: OperationName, input: unknown) => {
    if (name === 'conversation.acceptConsent') agreed()
    const result = look && answers[name]?.(look, input as never)
    return Promise.resolve(
      result ? { ok: true, result } : { ok: false, error: { code: 'disconnected', retryable: true } },
    )
  }
  return {
    options: { url: '', as: 'visitor', owner: 'preview', environment: browserEnvironment(host.storage) },
    state,
    storage: host.storage,
    start: nothing,
    stop: nothing,
    retryNow: nothing,
    call: call as Client['call'],
    follow: () => nothing,
    send: nothing,
    on: () => nothing,
    /** What was asked once on a connection is asked again when the answer would be another one. */
    know(next) {
      look = next
      const now = JSON.stringify([next.faq, next.closed, next.channel.consent])
      if (now === asked) return
      asked = now
      connection += 1
      state.set(connected())
    },
  }
}
