import { z } from 'zod'
import { orderView, viewedExtras } from '../body'
import { instant } from './instant'

/** Where the address comes from; null: not known. */
export const regionView = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('place'), country: z.string(), province: z.string(), city: z.string() }),
    z.object({ kind: z.literal('loopback') }),
    z.object({ kind: z.literal('private') }),
  ])
  .nullable()

/** 访问轨迹 (CON-19), as staff see it. What a shop's page told is a stranger's word: addresses are to be checked before use. */
export const visitView = z.object({
  pages: z
    .array(z.object({ key: z.number().int(), url: z.string(), title: z.string(), at: instant }))
    .readonly()
    .describe('oldest first; the last is where the visitor is'),
  referrer: z.string().nullable(),
  region: regionView,
  product: z
    .object({
      id: z.string(),
      title: z.string(),
      price: z.string().describe('as the shop writes it'),
      image: z.string().nullable(),
      url: z.string().nullable(),
      ...viewedExtras,
      picture: z.string().optional().describe('our copy of its picture, signed for a while'),
    })
    .nullable(),
  orders: z
    .array(orderView)
    .describe('of the visitor, newest first: what his page or the signed word of the shop says'),
  leftAt: instant.nullable().describe('when his last connection went'),
})
export type VisitView = z.infer<typeof visitView>
