import { maxVisitedPages } from '@keqiao/domain'
import { z } from 'zod'
import { orderFacts, storableText, viewedExtras, webAddress } from './body'
import { CARRIER_LIMITS, type CarriedFrames } from './frames/carried-frames'
import { CARD_LIMITS, FRAME_LIMITS, type ClientFrame } from './frames'

const callNumber = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const stream = z.uuid().transform((value) => value.toLowerCase())

const url = storableText(FRAME_LIMITS.maxUrlLength)
const title = storableText(FRAME_LIMITS.maxTitleLength)

const product = z.strictObject({
  id: storableText(100),
  title,
  price: storableText(50),
  // A link that is none is left out, not refused: the rest of what the page says is worth knowing.
  image: webAddress.nullable().catch(null),
  url: webAddress.nullable().catch(null),
  ...viewedExtras,
})

/** Every frame a client may send, as the gateway checks it. */
export const clientFrame: z.ZodType<ClientFrame> = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    v: z.number().int(),
    as: z.enum(['visitor', 'member']),
    token: storableText(200).optional(),
  }),
  z.strictObject({
    t: z.literal('call'),
    id: callNumber,
    op: z.string().max(100),
    input: z.unknown(),
    key: z.uuid().optional(),
  }),
  z.strictObject({ t: z.literal('follow'), id: callNumber, s: stream, cursor: callNumber }),
  z.strictObject({ t: z.literal('unfollow'), s: stream }),
  z.strictObject({ t: z.literal('draft'), s: stream, text: storableText(FRAME_LIMITS.maxDraftLength) }),
  z.strictObject({
    t: z.literal('visit'),
    pages: z
      .array(z.strictObject({ key: callNumber.min(1), url, title, agoMs: callNumber }))
      .min(1)
      .max(maxVisitedPages),
    referrer: url.optional(),
    product: product.nullable().optional(),
    orders: z.array(orderFacts).max(CARD_LIMITS.maxOrders).optional(),
  }),
  z.strictObject({ t: z.literal('watch'), id: callNumber, what: z.enum(['board']) }),
  z.strictObject({ t: z.literal('unwatch'), what: z.enum(['board']) }),
  z.strictObject({ t: z.literal('pong') }),
])

/** What a POST for a carrier holds; the texts themselves are checked as frames of their channels. */
export const carriedFrames: z.ZodType<CarriedFrames> = z.strictObject({
  carrier: z.string().max(200),
  n: callNumber.min(1),
  frames: z
    .array(z.tuple([callNumber.min(1), z.string().nullable()]))
    .min(1)
    .max(CARRIER_LIMITS.maxBatch),
})

/** What opens a carrier. */
export const carrierOpening = z.strictObject({ poll: z.boolean().optional() })
/** What long polling asks. */
export const carrierQuestion = z.strictObject({ carrier: z.string().max(200), after: callNumber })
