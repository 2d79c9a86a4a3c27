import { create } from 'zustand'

export const helperTabs = ['contact', 'phrase', 'knowledge', 'history'] as const
export type HelperTab = (typeof helperTabs)[number]

interface HelperTabState {
  /** Conversation id -> the tab that is open beside it; no message that arrives changes it. */
  tabs: Readonly<Record<string, HelperTab>>
  choose(conversationId: string, tab: HelperTab): void
}

/** The helper's tab, per dialogue, as long as this page lives. */
export const useHelperTabs = create<HelperTabState>((set) => ({
  tabs: {},
  choose: (conversationId, tab) => set(({ tabs }) => ({ tabs: { ...tabs, [conversationId]: tab } })),
}))
