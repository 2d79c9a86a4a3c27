import type { AutoReplySettings, ChannelView, Locale, LocalizedText } from '@keqiao/contract'
import type { PreviewEntry, PreviewLook } from '@keqiao/contract/widget-preview'
import { fillIn } from '@keqiao/domain/automation/auto-reply'
import type { ChannelDraft } from './channel-draft'

/** What the server shows of each category, and of a single one. */
const perCategory = 5
const mostOfOne = 10

/** What a preview is drawn from, beside the form itself. */
export interface PreviewFacts {
  readonly locale: Locale
  readonly shop: string
  readonly agent: PreviewLook['agent']
  readonly groupName: string
  /** Outside business hours; null: inside. */
  readonly closed: { readonly opensAt: number | null } | null
  /** What is said outside business hours on this channel; undefined: not known. */
  readonly outsideHours: AutoReplySettings['outsideHours'] | undefined
  readonly entries: readonly (PreviewEntry & { readonly categoryId: string | null })[]
  /** Each category with the names above it; in the order of the tree. */
  readonly categories: readonly { readonly id: string; readonly name: string; readonly path: string }[]
}

/** As the server chooses; a value of the contract's would bring its schemas into the page. */
const inLocale = (texts: LocalizedText, wanted: Locale): string => texts[wanted] || texts['zh-CN']

/** The form as a visitor would see it, had it been saved. */
export function previewLook({ key, settings }: ChannelView, draft: ChannelDraft, facts: PreviewFacts): PreviewLook {
  const { locale, shop, agent, groupName, closed } = facts
  const faq = draft.faq.shown ? faqOf(draft, facts) : []
  const version = Math.max(1, settings.consent.version)
  return {
    channel: {
      key,
      name: draft.name.trim(),
      tenantName: shop,
      // Half a colour is none yet.
      color: /^#[0-9a-f]{6}$/.test(draft.color) ? draft.color : settings.color,
      greeting: inLocale(draft.greeting, locale),
      notice: inLocale(draft.notice, locale),
      consent: draft.consentRequired ? { version, text: inLocale(draft.consentText, locale), required: true } : null,
      faq: faq.length > 0,
      draftPreview: draft.draftPreview,
    },
    group: { id: draft.groupId, name: groupName },
    agent,
    closed: closed && { opensAt: closed.opensAt, words: wordsOutside(facts) },
    faq,
  }
}

function wordsOutside({ outsideHours, locale, shop }: PreviewFacts): string | null {
  if (!outsideHours?.on) return null
  return fillIn(inLocale(outsideHours.text, locale), { agent: shop, shop, visitor: '' }).trim() || null
}

/** As the server sorts it: one category with all below it, or each topmost one with its most read. */
function faqOf({ faq: { categoryId } }: ChannelDraft, { entries, categories }: PreviewFacts): PreviewLook['faq'] {
  const short = ({ id, question, answer }: PreviewEntry): PreviewEntry => ({ id, question, answer })
  const chosen = categories.find(({ id }) => id === categoryId)
  if (chosen) {
    const held = entries.slice(0, mostOfOne).map(short)
    return held.length > 0 ? [{ name: chosen.name, entries: held }] : []
  }
  const topOf = (id: string | null) => categories.find((one) => one.id === id)?.path.split(' / ')[0] ?? ''
  const tops = [...new Set(categories.map(({ id }) => topOf(id))), '']
  return tops
    .map((name) => ({
      name,
      entries: entries
        .filter((entry) => topOf(entry.categoryId) === name)
        .slice(0, perCategory)
        .map(short),
    }))
    .filter((category) => category.entries.length > 0)
}
