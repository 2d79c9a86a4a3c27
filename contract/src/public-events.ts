import type { Permission } from '@keqiao/domain'
import { z } from 'zod'
import type { EventType } from './events'

interface PublicEvent<Source extends EventType | null, Data extends z.ZodType> {
  /** The event of the log it is made of; null: made for the purpose. */
  readonly source: Source
  /** What whoever subscribes an endpoint to it must be allowed to read, of the whole merchant. */
  readonly permission: Permission | null
  readonly summary: string
  /** What a receiver gets. Released: it may get further fields, and never loses or changes one; else it is a new type. */
  readonly data: Data
}

const define = <const Source extends EventType | null, Data extends z.ZodType>(
  event: PublicEvent<Source, Data>,
): PublicEvent<Source, Data> => event

const id = z.uuid()
const instant = z.number().int().describe('epoch milliseconds')
const named = z.object({ id, name: z.string() })
const agent = z.object({ id, nickname: z.string() })
const page = z.object({ url: z.string(), title: z.string() }).nullable()
const change = <Value extends z.ZodType>(value: Value) => z.object({ from: value, to: value }).optional()
const conversationId = id
const read = { conversation: 'conversation:read', contact: 'contact:read', member: 'member:read' } as const

/**
 * What leaves the house by webhooks: for programs of the merchant, not for visitors. Each has a shape of its own, made from
 * an event of the log by `server/src/features/webhook/public-event.view.ts`: what is not named here stays inside.
 */
export const publicEvents = {
  'conversation.opened': define({
    source: 'conversation.opened',
    permission: read.conversation,
    summary: 'A visitor begins a conversation',
    data: z.object({
      conversationId,
      roomNumber: z.string().describe('six digits: 访客 + these on screen'),
      channelId: id,
      group: named,
      contact: named,
      page: page.describe('where on the site; null: not known'),
    }),
  }),
  'conversation.queued': define({
    source: 'conversation.queued',
    permission: read.conversation,
    summary: 'A conversation waits in the line of a group, at first or after a transfer',
    data: z.object({ conversationId, group: named }),
  }),
  'queue.left': define({
    source: 'queue.left',
    permission: read.conversation,
    summary: 'A visitor leaves the line before anybody took him',
    data: z.object({ conversationId, groupId: id, outcome: z.enum(['abandoned', 'offline-message']) }),
  }),
  'conversation.accepted': define({
    source: 'leg.opened',
    permission: read.conversation,
    summary: 'An agent has the conversation from now on',
    data: z.object({
      conversationId,
      legId: id.describe('of his part of the conversation'),
      agent,
      groupId: id,
      how: z.enum(['claim', 'assign', 'transfer']),
    }),
  }),
  'conversation.transferred': define({
    source: 'conversation.transferred',
    permission: read.conversation,
    summary: 'An agent hands a conversation on, to a colleague or a group',
    data: z.object({
      conversationId,
      legId: id,
      from: agent,
      toAgent: agent.nullable(),
      toGroup: named.nullable(),
      reason: z.string(),
    }),
  }),
  'conversation.reassigned': define({
    source: 'conversation.reassigned',
    permission: read.conversation,
    summary: 'A supervisor gives a conversation to an agent',
    data: z.object({
      conversationId,
      by: agent,
      from: agent.nullable().describe('null: it waited'),
      to: agent,
      reason: z.string(),
    }),
  }),
  'conversation.identified': define({
    source: 'conversation.identified',
    permission: read.conversation,
    summary: 'The shop says who the visitor of a conversation is',
    data: z.object({ conversationId, contact: named, formerContactId: id.nullable() }),
  }),
  'conversation.closed': define({
    source: 'conversation.closed',
    permission: read.conversation,
    summary: 'A conversation is over',
    data: z.object({
      conversationId,
      end: z.enum(['visitor', 'system', 'agent']),
      valid: z.boolean().describe('it counts in the reports'),
    }),
  }),
  'message.sent': define({
    source: 'message.sent',
    permission: read.conversation,
    summary: 'Somebody says something that both ends see',
    data: z.object({
      conversationId,
      seq: z.number().int().describe('its place in the conversation'),
      from: z.enum(['visitor', 'agent']),
      authorId: id.nullable().describe('contact or member; null: the product said it by itself'),
      authorName: z.string(),
      automatic: z.boolean().describe('an automatic reply'),
      kind: z.string().describe('text, image, file, product, order; further kinds may come'),
      text: z.string().describe('what was said; of a file its name, of a product its title, of an order its number'),
      file: z.object({ id, name: z.string(), mime: z.string(), size: z.number().int().describe('bytes') }).nullable(),
    }),
  }),
  'message.recalled': define({
    source: 'message.recalled',
    permission: read.conversation,
    summary: 'A message is taken back: whoever keeps it removes its words',
    data: z.object({ conversationId, seq: z.number().int().describe('the place of the message') }),
  }),
  'sla.warned': define({
    source: 'sla.warned',
    permission: read.conversation,
    summary: 'An answer is late',
    data: z.object({
      conversationId,
      legId: id,
      agent,
      kind: z.enum(['first', 'later']),
      since: instant,
      allowedMs: z.number().int(),
    }),
  }),
  'rating.submitted': define({
    source: 'rating.submitted',
    permission: read.conversation,
    summary: 'A visitor rates a conversation; there is one rating for each',
    data: z.object({
      conversationId,
      score: z.number().int().describe('1 to 5'),
      reasons: z.array(z.string()),
      text: z.string(),
      legId: id.nullable(),
      memberId: id.nullable().describe('whom it counts for'),
    }),
  }),
  'summary.saved': define({
    source: 'summary.saved',
    permission: read.conversation,
    summary: 'An agent writes or corrects the summary of his part of a conversation',
    data: z.object({
      conversationId,
      legId: id,
      memberId: id,
      formVersion: z.number().int(),
      values: z.record(z.string(), z.unknown()).describe('answers by the id of their question'),
      categoryPath: z.array(z.string()),
      solved: z.boolean().nullable(),
      followUp: z.boolean(),
      first: z.boolean().describe('false: it corrects an earlier one'),
    }),
  }),
  'offlineMessage.left': define({
    source: 'offlineMessage.left',
    permission: 'offlineMessage:read',
    summary: 'A visitor leaves a message since nobody could take the chat',
    data: z.object({
      offlineMessageId: id,
      channelId: id,
      contactId: id,
      group: named,
      conversationId: id.nullable().describe('in which he had waited'),
      cause: z.enum(['outside-hours', 'unstaffed', 'queue']),
      name: z.string(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      text: z.string(),
      page,
    }),
  }),
  'offlineMessage.replied': define({
    source: 'offlineMessage.replied',
    permission: 'offlineMessage:read',
    summary: 'An offline message is answered',
    data: z.object({
      offlineMessageId: id,
      agent,
      groupId: id,
      text: z.string(),
      delivery: z.array(z.enum(['email', 'widget'])).describe('none: he was called'),
    }),
  }),
  'contact.changed': define({
    source: 'contact.changed',
    permission: read.contact,
    summary: 'Staff change what is known of a contact; only what differs is named',
    data: z.object({
      contactId: id,
      displayName: change(z.string().nullable()),
      phone: change(z.string().nullable()),
      email: change(z.string().nullable()),
      remark: change(z.string().nullable()),
    }),
  }),
  'contact.identified': define({
    source: 'contact.identified',
    permission: read.contact,
    summary: 'The shop says who a contact is, or says it anew',
    data: z.object({
      contactId: id,
      customerId: z.string().describe("the customer's id in the shop"),
      name: z.string(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
    }),
  }),
  'contact.tagged': define({
    source: 'contact.tagged',
    permission: read.contact,
    summary: 'A contact gets a tag',
    data: z.object({ contactId: id, tag: z.string() }),
  }),
  'contact.untagged': define({
    source: 'contact.untagged',
    permission: read.contact,
    summary: 'A contact loses a tag',
    data: z.object({ contactId: id, tag: z.string() }),
  }),
  'member.created': define({
    source: 'member.created',
    permission: read.member,
    summary: 'There is a new agent',
    data: z.object({
      memberId: id,
      account: z.string(),
      nickname: z.string(),
      role: z.string(),
      groupIds: z.array(id),
    }),
  }),
  'member.changed': define({
    source: 'member.changed',
    permission: read.member,
    summary: 'An agent is changed; only what differs is named',
    data: z.object({
      memberId: id,
      nickname: change(z.string()),
      role: change(z.string()),
      capacity: change(z.number().int()),
      groupIds: change(z.array(id)),
    }),
  }),
  'member.disabled': define({
    source: 'member.disabled',
    permission: read.member,
    summary: 'An agent is shut out',
    data: z.object({ memberId: id }),
  }),
  'member.enabled': define({
    source: 'member.enabled',
    permission: read.member,
    summary: 'An agent is let in again',
    data: z.object({ memberId: id }),
  }),
  'presence.changed': define({
    source: 'presence.changed',
    permission: read.member,
    summary: 'An agent changes his status, or a supervisor does',
    data: z.object({
      memberId: id,
      from: z.enum(['online', 'busy', 'away']),
      to: z.enum(['online', 'busy', 'away']),
    }),
  }),
  'knowledge.saved': define({
    source: 'knowledge.saved',
    permission: 'knowledge:read',
    summary: 'An entry of the knowledge base is new or changed',
    data: z.object({
      entryId: id,
      version: z.number().int(),
      question: z.string(),
      categoryId: id.nullable(),
      active: z.boolean(),
      public: z.boolean(),
    }),
  }),
  'knowledge.removed': define({
    source: 'knowledge.removed',
    permission: 'knowledge:read',
    summary: 'An entry of the knowledge base is gone',
    data: z.object({ entryId: id, question: z.string() }),
  }),
  'webhook.test': define({
    source: null,
    permission: null,
    summary: 'Sent by hand, to see whether an endpoint answers; it goes to every endpoint, subscribed or not',
    data: z.object({ webhookId: id, text: z.string() }),
  }),
} as const

/** A type of event that leaves the house. */
export type PublicEventType = keyof typeof publicEvents

/** What a receiver gets of it. */
export type PublicEventData<Type extends PublicEventType> = z.input<(typeof publicEvents)[Type]['data']>

type PublicSource = NonNullable<(typeof publicEvents)[PublicEventType]['source']>

/** The events of the log of which nothing leaves the house, and why: with those above they are all there are. */
export const internalEvents: Record<Exclude<EventType, PublicSource>, string> = {
  'leg.closed': 'what ends a leg is told as the transfer or the end of the conversation',
  'consent.accepted': 'belongs to the proof that we keep',
  'note.added': 'staff among themselves',
  'whisper.said': 'supervisor and agent among themselves',
  'supervisor.joined': 'staff among themselves',
  'supervisor.left': 'staff among themselves',
  'rating.invited': 'the rating itself is told',
  'form.published': 'set-up of the product',
  'presence.connected': 'connections, not decisions',
  'presence.disconnected': 'connections, not decisions',
  'member.signedIn': 'sign-in',
  'member.signedOut': 'sign-in',
  'member.avatarChanged': 'set-up of the product',
  'password.changed': 'sign-in',
  'sessions.ended': 'sign-in',
  'secondFactor.enabled': 'sign-in',
  'secondFactor.disabled': 'sign-in',
  'secondFactor.reset': 'sign-in',
  'recoveryCode.used': 'sign-in',
  'recoveryCodes.renewed': 'sign-in',
  'role.created': 'rights inside the product',
  'role.changed': 'rights inside the product',
  'role.removed': 'rights inside the product',
  'group.created': 'set-up of the product',
  'group.renamed': 'set-up of the product',
  'group.removed': 'set-up of the product',
  'channel.changed': 'set-up of the product',
  'secret.rotated': 'secrets',
  'settings.changed': 'set-up of the product',
  'broadcast.sent': 'staff among themselves',
  'phrases.changed': 'set-up of the product',
  'knowledge.categoryCreated': 'entries name their category',
  'knowledge.categoryChanged': 'entries name their category',
  'knowledge.categoryRemoved': 'entries name their category',
  'visitor.mailed': 'a copy of what was said already',
  'export.made': 'belongs to the proof that we keep',
  'apiKey.created': 'secrets',
  'apiKey.revoked': 'secrets',
  'webhook.created': 'secrets',
  'webhook.changed': 'secrets',
  'webhook.disabled': 'an endpoint that does not answer cannot be told',
  'webhook.enabled': 'secrets',
  'webhook.secretRotated': 'secrets',
  'webhook.removed': 'secrets',
}

/** The types one can subscribe to. */
export const publicEventTypes = Object.keys(publicEvents).filter((type) => type !== 'webhook.test') as Exclude<
  PublicEventType,
  'webhook.test'
>[]

/** What is posted. `timestamp` is ISO 8601 in UTC: when it happened. */
export const publicEnvelope = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
})
