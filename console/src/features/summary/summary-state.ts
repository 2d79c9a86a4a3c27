import type { Answers } from '@keqiao/domain'
import { create } from 'zustand'

/** Why the 小结单 is open: `clear` asks what is to become of the dialogue that somebody wants out of his list. */
export type SummaryReason = 'write' | 'clear'

interface SummaryState {
  readonly asked: { readonly conversationId: string; readonly reason: SummaryReason } | null
  /** What was filled in and not saved, by conversation: closing the dialog loses nothing. */
  readonly drafts: Readonly<Record<string, Answers>>
  open(conversationId: string, reason?: SummaryReason): void
  close(): void
  keep(conversationId: string, answers: Answers): void
  forget(conversationId: string): void
  forgetAll(): void
}

/** The one 小结单 of the desk, and the drafts of all. */
export const useSummary = create<SummaryState>()((set) => ({
  asked: null,
  drafts: {},
  open: (conversationId, reason = 'write') => set({ asked: { conversationId, reason } }),
  close: () => set({ asked: null }),
  keep: (conversationId, answers) => set(({ drafts }) => ({ drafts: { ...drafts, [conversationId]: answers } })),
  forget: (conversationId) =>
    set(({ drafts }) => ({
      drafts: Object.fromEntries(Object.entries(drafts).filter(([id]) => id !== conversationId)),
    })),
  forgetAll: () => set({ asked: null, drafts: {} }),
}))
