import { create } from 'zustand'
import { useHelperPane } from '../desk/helper-pane'
import { useHelperTabs } from '../desk/helper-tabs'

interface KnowledgeAsked {
  /** Conversation id -> words that something beside the tab asks it to look for. */
  readonly asked: Readonly<Record<string, string>>
}

/** What the knowledge tab of a dialogue was asked to show from outside. */
export const useKnowledgeAsked = create<KnowledgeAsked>(() => ({ asked: {} }))

/** Opens 知识库 beside a conversation with what these words find. */
export function showInKnowledge(conversationId: string, words: string): void {
  useKnowledgeAsked.setState(({ asked }) => ({ asked: { ...asked, [conversationId]: words } }))
  useHelperTabs.getState().choose(conversationId, 'knowledge')
  useHelperPane.setState({ open: true })
}

/** It is shown: the same words may be asked for again. */
export function forgetAsked(conversationId: string): void {
  useKnowledgeAsked.setState(({ asked: { [conversationId]: _shown, ...others } }) => ({ asked: others }))
}
