import { isStorableText } from '@keqiao/domain'
import { z } from 'zod'
import { instantInput } from './instants'
import { CARD_LIMITS, FRAME_LIMITS } from './frames'
import { fileId, phraseId } from './ids'

/** Text that the log can hold: bounded, no NUL, no broken surrogate. */
export const storableText = (max: number) =>
  z.string().max(max).refine(isStorableText, { message: 'text holds NUL or a broken surrogate' })

/** The same, and not only white space. */
export const spokenText = (max: number) =>
  storableText(max).refine((text) => text.trim().length > 0, { message: 'text is empty' })

const offsets = {
  offset: z.number().int().min(0).max(FRAME_LIMITS.maxTextLength),
  length: z.number().int().min(1).max(FRAME_LIMITS.maxTextLength),
}

/** CON-09: the closed list of marks. Values are bounded here, so that no style of a sender can escape its bubble. */
export const span = z.discriminatedUnion('mark', [
  z.strictObject({ ...offsets, mark: z.enum(['bold', 'italic', 'underline']) }),
  z.strictObject({ ...offsets, mark: z.literal('font'), value: z.enum(['sans', 'serif', 'kai', 'mono']) }),
  z.strictObject({ ...offsets, mark: z.literal('size'), value: z.enum(['12', '14', '16', '18', '20']) }),
  z.strictObject({ ...offsets, mark: z.literal('color'), value: z.string().regex(/^#[0-9a-f]{6}$/) }),
  z.strictObject({ ...offsets, mark: z.literal('link'), value: z.url({ protocol: /^https?$/ }).max(2_000) }),
])

/** A link of a card, or where its picture lies: a page of the web and nothing that a browser would run. */
export const webAddress = z.url({ protocol: /^https?$/ }).max(FRAME_LIMITS.maxUrlLength)

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217, where the price is a number')
const price = storableText(CARD_LIMITS.maxPriceLength).describe('as the shop writes it, or a number with `currency`')

const attributes = z
  .array(
    z.strictObject({
      name: spokenText(CARD_LIMITS.maxAttributeName),
      value: spokenText(CARD_LIMITS.maxAttributeValue),
    }),
  )
  .max(CARD_LIMITS.maxAttributes)

const productFields = {
  title: spokenText(FRAME_LIMITS.maxTitleLength),
  url: webAddress.optional(),
  price: price.optional(),
  currency: currency.optional(),
  sku: storableText(CARD_LIMITS.maxNumberLength).optional(),
  attributes: attributes.optional(),
  image: webAddress.optional().describe('where its picture lies; readers get a copy of ours'),
}

const orderLine = {
  title: spokenText(FRAME_LIMITS.maxTitleLength),
  quantity: z.number().int().min(1).max(CARD_LIMITS.maxQuantity),
  price: price.optional(),
  image: webAddress.optional(),
}

const orderFields = {
  number: spokenText(CARD_LIMITS.maxNumberLength),
  placedAt: instantInput.optional().describe('epoch milliseconds'),
  status: storableText(CARD_LIMITS.maxStatusLength).optional().describe("in the shop's words"),
  total: price.optional(),
  currency: currency.optional(),
  url: webAddress.optional(),
  lines: z.array(z.strictObject(orderLine)).max(CARD_LIMITS.maxOrderLines).default([]),
}

/** ORD-01: what a page of the shop says of an order. */
export const orderFacts = z.strictObject(orderFields)

/** What a page of the shop says the visitor is looking at, beside what every product has. */
export const viewedExtras = { currency: currency.optional(), attributes: attributes.optional() }

const phraseIds = z.array(phraseId).max(10).optional().describe('常用语 it was made of: counted, and told to nobody')

/** What a sender may put into a message. Files are uploaded first and named by id. */
export const bodyInput = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('text'),
      text: spokenText(FRAME_LIMITS.maxTextLength),
      spans: z.array(span).max(FRAME_LIMITS.maxSpans).optional(),
      phraseIds,
    })
    .refine(({ text, spans }) => (spans ?? []).every((s) => s.offset + s.length <= text.length), {
      message: 'a span reaches beyond the text',
      path: ['spans'],
    }),
  z.strictObject({ kind: z.literal('image'), fileId, phraseIds }),
  z.strictObject({ kind: z.literal('file'), fileId, phraseIds }),
  z
    .strictObject({
      kind: z.literal('product'),
      ...productFields,
      fileId: fileId.optional().describe('an uploaded picture, in place of `image`'),
      phraseIds,
    })
    .describe('PSL-01: 商品卡片'),
  z.strictObject({ kind: z.literal('order'), ...orderFields, phraseIds }).describe('ORD-01: 订单卡片'),
])

export type BodyInput = z.infer<typeof bodyInput>

const fileFacts = {
  fileId,
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.number().int(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
}

/** A body as it is stored in the log. */
export const storedBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), spans: z.array(span).optional() }),
  z.object({ kind: z.literal('image'), ...fileFacts }),
  z.object({ kind: z.literal('file'), ...fileFacts }),
  z.object({ kind: z.literal('product'), ...productFields, file: z.object(fileFacts).optional() }),
  z.object({ kind: z.literal('order'), ...orderFields, verified: z.boolean() }),
])

const picture = z.string().optional().describe('signed for a while; a placeholder where there is none')

/** A product as a reader gets it. */
export const productView = z.object({ ...productFields, picture })
/** See `productView`. */
export type ProductView = z.infer<typeof productView>

/** An order as a reader gets it. */
export const orderView = z.object({
  ...orderFields,
  verified: z
    .boolean()
    .describe('the shop has signed for it; else it is what the page of the visitor or an agent says'),
  lines: z.array(z.object({ ...orderLine, picture })),
})
/** See `orderView`. */
export type OrderView = z.infer<typeof orderView>

/** A body as a reader gets it: a file with an address that is signed for a while; nothing of what was recalled. */
export const bodyView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recalled') }),
  z.object({ kind: z.literal('text'), text: z.string(), spans: z.array(span).optional() }),
  z.object({ kind: z.literal('image'), ...fileFacts, url: z.string() }),
  z.object({ kind: z.literal('file'), ...fileFacts, url: z.string() }),
  z.object({ kind: z.literal('product'), ...productView.shape }),
  z.object({ kind: z.literal('order'), ...orderView.shape }),
])

export type BodyView = z.infer<typeof bodyView>
