import { z } from 'zod'
import { contactId, memberId } from '../ids'
import { instant } from './instant'

/** What a shop says of a customer it vouches for (VIS-01). */
export const shopCustomer = z.object({
  customerId: z.string().describe("the shop's own id of him"),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
})

/** 顾客, as staff see him; nothing of this but the nickname is ever shown to himself. */
export const contactView = z.object({
  id: contactId,
  nickname: z.string().nullable().describe('what he calls himself; null while he has no name'),
  displayName: z.string().nullable().describe('what staff call him'),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  remark: z
    .object({ text: z.string(), by: z.object({ id: memberId, nickname: z.string() }), at: instant })
    .nullable()
    .describe('备注'),
  shop: shopCustomer
    .nullable()
    .describe('what the shop says of him, which staff cannot change; null: it does not know him'),
  tags: z.array(z.string()).describe('in the order in which they were added'),
  version: z.number().int().describe('seq of the last event of his stream: the cursor to follow it from'),
})
export type ContactView = z.infer<typeof contactView>
