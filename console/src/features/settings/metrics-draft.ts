import type { MetricSettings } from '@keqiao/contract'
import type { VariedColumn } from '@keqiao/contract/i18n/report-words'

/** What the contract takes of X, in seconds (a test compares). */
export const metricBounds: readonly [number, number] = [5, 3_600]

/** X of the two rates, with the column that each is of. */
export const limitFields = {
  firstReplySeconds: 'firstReplyInTimeRate',
  replySeconds: 'replyInTimeRate',
} as const satisfies Partial<Record<keyof MetricSettings, VariedColumn>>

export type LimitField = keyof typeof limitFields

/** Where there is a choice: all there is to choose from, the one that holds at first before the others. */
export const choiceFields = {
  firstReplyFrom: ['later', 'accepted', 'asked'],
  validBy: ['visitor', 'agent', 'both'],
  threeMinutesOf: ['rounds', 'visitors'],
  satisfactionOf: ['ratings', 'invites', 'dialogues'],
  transfers: ['own', 'same'],
} as const satisfies { readonly [Field in Exclude<keyof MetricSettings, LimitField>]: readonly MetricSettings[Field][] }

export type ChoiceField = keyof typeof choiceFields

/** Numbers as they are typed. */
export type MetricDraft = { readonly [Field in LimitField]: string } & Omit<MetricSettings, LimitField>

export const metricDraftOf = (settings: MetricSettings): MetricDraft => ({
  ...settings,
  firstReplySeconds: String(settings.firstReplySeconds),
  replySeconds: String(settings.replySeconds),
})

export const metricInputOf = (draft: MetricDraft): MetricSettings => ({
  ...draft,
  firstReplySeconds: Number(draft.firstReplySeconds),
  replySeconds: Number(draft.replySeconds),
})

/** Whether X cannot be stored as it is typed. */
export function isWrongLimit(draft: MetricDraft, field: LimitField): boolean {
  const [min, max] = metricBounds
  return !/^\d{1,4}$/.test(draft[field]) || Number(draft[field]) < min || Number(draft[field]) > max
}
