import type { Host } from './host'
import type { Panel } from './panel'

/** What stands in the input, kept with the page: a visitor who looks at another product finds his words again. */
export interface Composing {
  readonly text: string
  write(text: string): void
  send(): void
}

const DRAFT = 'draft'

export function createComposing(host: Host, panel: Panel, changed: () => void): Composing {
  let text = host.storage.get(DRAFT) ?? ''

  function write(next: string): void {
    text = next
    if (text) host.storage.set(DRAFT, text)
    else host.storage.remove(DRAFT)
    const { session, conversation } = panel.getSnapshot()
    // What the agent may not see stays here; that something is written is told.
    conversation?.draft(session?.channel.draftPreview ? text : text && '…')
    changed()
  }

  return {
    get text() {
      return text
    },
    write,
    send() {
      if (!text.trim()) return
      panel.getSnapshot().conversation?.send({ kind: 'text', text })
      write('')
    },
  }
}
