import type { FileView } from '@keqiao/contract'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Span } from './styled-draft'

export type ComposerMode = 'reply' | 'note'

/** What stands in a composer. Two texts, so that a note can never go out as a reply by switching. */
export interface Unsent {
  readonly mode: ComposerMode
  readonly reply: string
  /** The styles of the reply. */
  readonly spans: readonly Span[]
  readonly note: string
  /** Files of a phrase that go out with the reply. */
  readonly attached?: readonly FileView[]
  /** The phrases it is made of. */
  readonly phraseIds?: readonly string[]
}

export const nothingUnsent: Unsent = { mode: 'reply', reply: '', spans: [], note: '' }

interface UnsentState {
  /** By conversation. */
  readonly unsent: Readonly<Record<string, Unsent>>
  write(conversationId: string, change: Partial<Unsent>): void
  forgetAll(): void
}

/** Unsent text is kept per dialogue, over switching and reloading; in this tab only, and gone after signing out. */
export const useUnsent = create<UnsentState>()(
  persist(
    (set) => ({
      unsent: {},
      write: (id, change) =>
        set(({ unsent: { [id]: before = nothingUnsent, ...others } }) => {
          const after = { ...before, ...change }
          const empty =
            after.reply === '' && after.note === '' && (after.attached ?? []).length === 0 && after.mode === 'reply'
          return { unsent: empty ? others : { ...others, [id]: after } }
        }),
      forgetAll: () => set({ unsent: {} }),
    }),
    {
      name: 'keqiao.console.unsent',
      partialize: ({ unsent }) => ({ unsent }),
      storage: {
        getItem: (name) => {
          const stored = window.sessionStorage.getItem(name)
          return stored === null ? null : JSON.parse(stored)
        },
        setItem: (name, value) => window.sessionStorage.setItem(name, JSON.stringify(value)),
        removeItem: (name) => window.sessionStorage.removeItem(name),
      },
    },
  ),
)
