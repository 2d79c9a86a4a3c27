import { z } from 'zod'
import { channelId, contactId, conversationId, groupId, memberId, offlineMessageId } from '../ids'
import { staff } from './define'
import { change, consent, page } from './fragments'

const offlineMessageLeft = z.object({
  offlineMessageId,
  channelId,
  contactId,
  groupId,
  groupName: z.string(),
  /** Why nobody took the chat: it was closed, nobody was there, or the visitor did not want to wait. */
  cause: z.enum(['outside-hours', 'unstaffed', 'queue']),
  conversationId: conversationId.nullable(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  text: z.string(),
  page,
  /** Absent in what was left before the form asked. */
  consent: consent.nullable().optional(),
})
const offlineMessageReplied = z.object({
  offlineMessageId,
  memberId,
  memberName: z.string(),
  groupId,
  text: z.string(),
  /** None: he was called. */
  delivery: z.array(z.enum(['email', 'widget'])),
})
const contactChanged = z.object({
  contactId,
  displayName: change(z.string().nullable()),
  phone: change(z.string().nullable()),
  email: change(z.string().nullable()),
  remark: change(z.string().nullable()),
})
const contactIdentified = z.object({
  contactId,
  nickname: z.string(),
  /** What the shop says of him from now on. */
  shop: z.object({
    customerId: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
  }),
})
const contactTag = z.object({ contactId, tag: z.string() })

/** What becomes known of customers, and what they leave behind when nobody is there. */
export const customerEvents = {
  'contact.changed': staff('contact', 1, contactChanged),
  'contact.identified': staff('contact', 1, contactIdentified),
  'contact.tagged': staff('contact', 1, contactTag),
  'contact.untagged': staff('contact', 1, contactTag),
  'offlineMessage.left': staff('offlineMessage', 1, offlineMessageLeft),
  'offlineMessage.replied': staff('offlineMessage', 1, offlineMessageReplied),
} as const
