import type { ChannelView, LocalizedText } from '@keqiao/contract'
import { contrastWithWhite, leastContrast } from '@keqiao/domain/contrast'

/** What the form of a channel holds. */
export interface ChannelDraft {
  readonly name: string
  readonly groupId: string
  readonly color: string
  readonly greeting: LocalizedText
  readonly notice: LocalizedText
  readonly draftPreview: boolean
  readonly showVisitors: boolean
  readonly faq: ChannelView['settings']['faq']
  readonly consentRequired: boolean
  readonly consentText: LocalizedText
}

/** The channel as it stands. */
export function draftOf({ name, groupId, settings }: ChannelView): ChannelDraft {
  const { color, greeting, notice, draftPreview, showVisitors, faq, consent } = settings
  return {
    name,
    groupId,
    color,
    greeting,
    notice,
    draftPreview,
    showVisitors,
    faq,
    consentRequired: consent.required,
    consentText: consent.text,
  }
}

/** Why it cannot be saved: the name of what is wrong; null: it can. */
export function problemOf(draft: ChannelDraft): 'nameMissing' | 'colorWrong' | 'contrastLow' | 'consentMissing' | null {
  if (draft.name.trim() === '') return 'nameMissing'
  if (!/^#[0-9a-f]{6}$/.test(draft.color)) return 'colorWrong'
  if (contrastWithWhite(draft.color) < leastContrast) return 'contrastLow'
  if (draft.consentRequired && draft.consentText['zh-CN'].trim() === '') return 'consentMissing'
  return null
}

/** What `channel.update` is asked for. */
export function changesOf({ id, version }: ChannelView, draft: ChannelDraft) {
  const { color, greeting, notice, draftPreview, showVisitors, faq, consentRequired, consentText } = draft
  return {
    channelId: id,
    version,
    name: draft.name.trim(),
    groupId: draft.groupId,
    settings: {
      color,
      greeting,
      notice,
      draftPreview,
      showVisitors,
      faq,
      consent: { required: consentRequired, text: consentText },
    },
  }
}
