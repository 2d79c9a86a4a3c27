/**
 * What the console shows in the preview of a channel, and what it hears from it: two pages of our own origin, by
 * `postMessage`. Types alone, so that the widget takes nothing else from here.
 */
import type { KnowledgeEntryView } from './knowledge'
import type { VisitorSessionView } from './views'

/** An answer the widget would show, as `knowledge.faqEntry` tells it. */
export type PreviewEntry = Pick<KnowledgeEntryView, 'id' | 'question' | 'answer'>

/** What a visitor would be shown, as it stands in the form. */
export interface PreviewLook {
  readonly channel: VisitorSessionView['channel']
  readonly group: { readonly id: string; readonly name: string }
  /** Who answers in the preview. */
  readonly agent: { readonly id: string; readonly nickname: string }
  /** Outside business hours: the 留言 form comes instead of a conversation. */
  readonly closed: { readonly opensAt: number | null; readonly words: string | null } | null
  /** What may be read before a conversation, by category. */
  readonly faq: readonly { readonly name: string; readonly entries: readonly PreviewEntry[] }[]
}

/** Console to preview. */
export type ToPreview =
  { readonly t: 'keqiao:look'; readonly look: PreviewLook } | { readonly t: 'keqiao:panel'; readonly open: boolean }

/** Preview to console: it is there and wants to be told; somebody has opened or closed the panel in it. */
export type FromPreview = { readonly t: 'keqiao:preview' } | { readonly t: 'keqiao:panel'; readonly open: boolean }
