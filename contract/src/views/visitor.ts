import { z } from 'zod'
import { contactId, conversationId } from '../ids'

/** Where somebody who waits stands (VIS-05). */
export const queuePlaceView = z.object({
  position: z.number().int().describe('in the line of its group, from 1'),
  ahead: z.number().int().describe('how many are before it'),
  expectedWaitMs: z
    .number()
    .int()
    .nullable()
    .describe('whole minutes, from how fast the group lately accepted; null where too little is known'),
  staffed: z.boolean().describe('somebody of the group is connected and not 离开 (G14)'),
})
export type QueuePlaceView = z.infer<typeof queuePlaceView>

/** What the widget needs to draw itself and to speak. */
export const visitorSessionView = z.object({
  token: z.string().describe('opaque; kept by the loader in the storage of the host page'),
  contactId,
  name: z.string(),
  verified: z.boolean().describe('the shop has vouched for him'),
  formerContactId: contactId
    .nullable()
    .describe('who he was a moment ago, in this browser, before the shop named him: what that one has not sent is his'),
  channel: z.object({
    key: z.string(),
    name: z.string(),
    tenantName: z.string(),
    color: z.string(),
    greeting: z.string(),
    notice: z.string().describe('stands above the conversation; empty: none'),
    consent: z
      .object({ version: z.number().int(), text: z.string(), required: z.boolean() })
      .nullable()
      .describe(
        'what a visitor agrees to before his first word; null: no shop ever asked. A conversation says what it asks',
      ),
    faq: z.boolean().describe('there is something to read before one asks a person (VIS-07)'),
    draftPreview: z.boolean().describe('the agent sees unsent text; the visitor must be told (CON-13)'),
  }),
  conversationId: conversationId.nullable().describe('the one that goes on, else the latest, else null'),
})
export type VisitorSessionView = z.infer<typeof visitorSessionView>
