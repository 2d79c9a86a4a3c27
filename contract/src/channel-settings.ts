import { contrastWithWhite, leastContrast } from '@keqiao/domain'
import { z } from 'zod'
import { storableText } from './body'
import { knowledgeCategoryId } from './ids'

/** The languages of the screens. */
export const locales = ['zh-CN', 'zh-TW', 'en'] as const
/** One of them. */
export const locale = z.enum(locales)
/** See `locale`. */
export type Locale = z.infer<typeof locale>

/** A text in the three languages; one that is empty is shown in 简体. At most `max` UTF-16 units each. */
const localizedText = (max: number) =>
  z.strictObject({
    'zh-CN': storableText(max).default(''),
    'zh-TW': storableText(max).default(''),
    en: storableText(max).default(''),
  })

/** A text that may also be given, and was formerly stored, in 简体 alone. */
const text = (max: number) =>
  z.preprocess((value) => (typeof value === 'string' ? { 'zh-CN': value } : value), localizedText(max))

/** A text in the three languages, each possibly empty. */
export type LocalizedText = Readonly<Record<Locale, string>>

/** The text in a language, else in 简体. */
export function inLocale(texts: LocalizedText, wanted: Locale): string {
  return texts[wanted] || texts['zh-CN']
}

const color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, { message: 'a colour is # and six lower-case hexadecimal digits' })
  .refine((value) => contrastWithWhite(value) >= leastContrast, {
    // WCAG 2.2, 1.4.3: the widget writes in white on it.
    message: `white text on this colour has a contrast below ${leastContrast} : 1`,
  })

const consentFields = { required: z.boolean().default(false), text: text(2_000).prefault({}) }

const isSaid = ({ required, text: said }: { required: boolean; text: LocalizedText }) =>
  !required || said['zh-CN'].trim() !== ''
const unsaid = { message: 'what is to be agreed to must be said', path: ['text', 'zh-CN'] }

const fields = {
  color: color.default('#2459c7'),
  greeting: text(500).prefault('您好，请问有什么可以帮您？'),
  /** Stands above the conversation: opening hours, a parcel strike. Empty: none. */
  notice: text(300).prefault({}),
  /** The agent sees what the visitor has typed and not sent; the visitor is told so (CON-13). */
  draftPreview: z.boolean().default(true),
  /** Agents see who has a page of the shop open, and may invite him. Off unless the merchant wants it: it is watching. */
  showVisitors: z.boolean().default(false),
  /** VIS-07: what the public may read of the knowledge base comes before a conversation. Null: of every category. */
  faq: z
    .strictObject({ shown: z.boolean().default(false), categoryId: knowledgeCategoryId.nullable().default(null) })
    .prefault({}),
}

/** What a merchant decides about a way in; each has a default, so that a channel works before anybody set it up. */
export const channelSettings = z.strictObject({
  ...fields,
  /** The privacy text; `version` rises by itself with its words, and what was agreed to is recorded by it. */
  consent: z
    .strictObject({ ...consentFields, version: z.number().int().min(0).default(0) })
    .refine(isSaid, unsaid)
    .prefault({}),
})
export type ChannelSettings = z.output<typeof channelSettings>

/** What can be asked for: everything but the version, which is not the asker's. */
export const channelSettingsInput = z.strictObject({
  ...fields,
  consent: z.strictObject(consentFields).refine(isSaid, unsaid).prefault({}),
})
export type ChannelSettingsInput = z.input<typeof channelSettingsInput>
