import type { Catalogue } from '../../i18n/catalogue'

type Words = Catalogue['dialogues']
type Choices = Words['choices']

/** How a condition is asked for. */
export type ConditionField =
  | { readonly kind: 'span'; readonly key: 'span' }
  | { readonly kind: 'named'; readonly key: 'member' | 'group' | 'channel' | 'category' }
  | { readonly kind: 'choice'; readonly key: keyof Choices & keyof Words['fields'] }
  | { readonly kind: 'text'; readonly key: keyof Words['hints'] & keyof Words['fields'] }
  | {
      readonly kind: 'range'
      readonly key: 'firstReply' | 'wait' | 'duration' | 'visitorMessages' | 'agentMessages'
      readonly seconds: boolean
    }

/** Always there, in the order of the form. */
export const mainFields: readonly ConditionField[] = [
  { kind: 'span', key: 'span' },
  { kind: 'named', key: 'member' },
  { kind: 'named', key: 'group' },
  { kind: 'text', key: 'visitor' },
  { kind: 'choice', key: 'origin' },
  { kind: 'choice', key: 'end' },
  { kind: 'choice', key: 'valid' },
  { kind: 'choice', key: 'rated' },
]

/** Shown when one asks for more, or when one of them holds something. */
export const moreFields: readonly ConditionField[] = [
  { kind: 'named', key: 'category' },
  { kind: 'range', key: 'firstReply', seconds: true },
  { kind: 'named', key: 'channel' },
  { kind: 'text', key: 'words' },
  { kind: 'range', key: 'wait', seconds: true },
  { kind: 'range', key: 'duration', seconds: true },
  { kind: 'range', key: 'visitorMessages', seconds: false },
  { kind: 'range', key: 'agentMessages', seconds: false },
  { kind: 'choice', key: 'handedOn' },
  { kind: 'choice', key: 'answered' },
  { kind: 'choice', key: 'summary' },
  { kind: 'choice', key: 'solved' },
  { kind: 'choice', key: 'followUp' },
  { kind: 'choice', key: 'files' },
  { kind: 'text', key: 'sitePage' },
  { kind: 'text', key: 'region' },
  { kind: 'text', key: 'tag' },
  { kind: 'choice', key: 'time' },
]

/** The fields of the address that a field of the form writes. */
export const keysOf = (field: ConditionField): readonly string[] =>
  field.kind === 'span'
    ? ['span', 'from', 'to']
    : field.kind === 'range'
      ? [`${field.key}From`, `${field.key}To`]
      : [field.key]
