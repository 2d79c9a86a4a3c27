import { autoReplySituations, type ConversationEventPayloads } from '@keqiao/domain'
import { z } from 'zod'
import { bodyView, storedBody } from './body'
import { exportFormats, exportSubjects } from './export-views'
import { answers, formPurpose, questions } from './form'
import type { Audience, WireEvent } from './frames'
import {
  apiKeyId,
  broadcastId,
  channelId,
  contactId,
  conversationId,
  exportId,
  formId,
  groupId,
  knowledgeCategoryId,
  knowledgeEntryId,
  legId,
  mailId,
  memberId,
  offlineMessageId,
  roleId,
  webhookId,
} from './ids'

/** What a stream is about. All but conversations and offline messages live for years. */
export type StreamKind =
  | 'conversation'
  | 'member'
  | 'role'
  | 'group'
  | 'channel'
  | 'contact'
  | 'setting'
  | 'form'
  | 'offlineMessage'
  | 'phrase'
  | 'broadcast'
  | 'knowledge'
  | 'apiKey'
  | 'webhook'
  | 'export'

interface EventDefinition<Stored extends z.ZodType, View extends z.ZodType> {
  /** Version of the stored shape. A released shape never changes: it gets a new version and an upcaster. */
  readonly version: number
  readonly stream: StreamKind
  /** Who may ever see it. What is not listed is never sent, not even as a gap. */
  readonly audiences: readonly Audience[]
  readonly stored: Stored
  /** What goes over the wire. */
  readonly view: View
}

const define = <Stored extends z.ZodType, View extends z.ZodType>(
  definition: EventDefinition<Stored, View>,
): EventDefinition<Stored, View> => definition

const member = z.object({ id: memberId, nickname: z.string() })
const end = z.enum(['visitor', 'system', 'agent'])
const page = z.object({ url: z.string(), title: z.string() }).nullable()

const opened = z.object({
  roomNumber: z.string(),
  channelId,
  groupId,
  groupName: z.string(),
  contactId,
  visitorName: z.string(),
  page,
})
const queued = z.object({ groupId, groupName: z.string() })
const queueLeft = z.object({ groupId, outcome: z.enum(['abandoned', 'offline-message']) })
const legOpened = z.object({
  legId,
  member,
  groupId,
  origin: z.enum(['visitor', 'transfer']),
  how: z.enum(['claim', 'assign', 'transfer']),
})
const legClosed = z.object({ legId, memberId, end: z.enum(['visitor', 'system', 'agent', 'transfer']) })
const transferred = z.object({
  legId,
  from: member,
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('member'), member, overCapacity: z.boolean() }),
    z.object({ kind: z.literal('group'), groupId, groupName: z.string() }),
  ]),
  reason: z.string(),
})
const reassigned = z.object({
  by: member,
  from: member.nullable().describe('null: it waited'),
  to: member,
  overCapacity: z.boolean(),
  reason: z.string(),
})
const messageFacts = {
  from: z.enum(['visitor', 'agent']),
  authorName: z.string(),
  /** The product said it by itself, in this situation; absent: somebody said it. */
  automatic: z.enum(autoReplySituations).optional(),
}
/** The place of the message that no reader is shown any more; its words stay in the log. */
const recalled = z.object({ seq: z.number().int() })
const identified = z.object({ contactId, visitorName: z.string(), formerContactId: contactId.nullable() })
const consent = z.object({ version: z.number().int(), acceptedAt: z.number().int() })
const slaWarned = z.object({
  legId,
  member,
  kind: z.enum(['first', 'later']),
  sinceAt: z.number().int(),
  allowedMs: z.number().int(),
})
const note = z.object({
  authorName: z.string(),
  text: z.string(),
  mentions: z.array(member).optional().describe('colleagues it asks (CON-20)'),
})
const whisper = z.object({ to: memberId, authorName: z.string(), text: z.string() })
const whisperView = z.object({
  ...whisper.shape,
  hidden: z.boolean().optional().describe('it is not for the reader, and its words are empty'),
})
const takesPart = z.object({ member })
const visitorMailed = z.object({
  mailId,
  purpose: z.enum(['transcript', 'unread']),
  address: z.string().describe('over the wire only its beginning and its end are told'),
  messageCount: z.number().int(),
})
const visitorMailedView = z.object({ ...visitorMailed.shape, conversationId })
const closed = z.object({ end, valid: z.boolean() })
const closedView = z.object({ end, valid: z.boolean().optional().describe('staff only') })
const invitedBy = z.enum(['agent', 'end'])
const ratingInvited = z.object({ legId: legId.nullable(), memberId: memberId.nullable(), by: invitedBy })
const ratingSubmitted = z.object({
  score: z.number().int(),
  reasons: z.array(z.string()),
  text: z.string(),
  legId: legId.nullable(),
  memberId: memberId.nullable(),
  invitedBy: invitedBy.nullable(),
})
const summarySaved = z.object({
  legId,
  memberId,
  formVersion: z.number().int(),
  values: answers,
  categoryPath: z.array(z.string()),
  categoryId: z.string().nullable(),
  solved: z.boolean().nullable(),
  followUp: z.boolean(),
  first: z.boolean(),
})
const formPublished = z.object({ formId, purpose: formPurpose, version: z.number().int(), questions })
const presence = z.object({
  from: z.enum(['online', 'busy', 'away']),
  to: z.enum(['online', 'busy', 'away']),
  /** Whose, where a supervisor changed it (RTE-15): the actor is the supervisor then. Absent: the actor's own. */
  memberId: memberId.optional(),
})
const memberCreated = z.object({
  memberId,
  account: z.string(),
  nickname: z.string(),
  role: z.string(),
  capacity: z.number().int(),
  groupIds: z.array(groupId),
})
const change = <Value extends z.ZodType>(value: Value) => z.object({ from: value, to: value }).optional()
const memberChanged = z.object({
  memberId,
  nickname: change(z.string()),
  role: change(z.string()),
  capacity: change(z.number().int()),
  groupIds: change(z.array(groupId)),
})
const memberDisabled = z.object({ memberId, openCount: z.number().int() })
const memberOnly = z.object({ memberId })
const signedIn = z.object({ memberId, how: z.enum(['password', 'set-up-link', 'oidc']) })
const signedOut = z.object({ memberId, reason: z.enum(['self']) })
/** `since`: when it was so; a loss is noticed later than the last sign of a connection. */
const connection = z.object({ memberId, since: z.number().int() })
const channelChanged = z.object({
  channelId,
  name: change(z.string()),
  groupId: change(groupId),
  settings: change(z.unknown()),
})
const secretRotated = z.object({
  channelId,
  previousEndsAt: z.number().int().nullable().describe('until when the one before is accepted; null: there was none'),
})
const roleFacts = {
  roleId,
  name: z.string(),
  scope: z.enum(['own', 'group', 'tenant']),
  permissions: z.array(z.string()),
}
const roleChanged = z.object({
  roleId,
  name: change(z.string()),
  scope: change(z.string()),
  permissions: change(z.array(z.string())),
  memberIds: z.array(memberId).describe('whose rights it changes'),
})
const sessionsEnded = z.object({ memberId, endedCount: z.number().int() })
const groupNamed = z.object({ groupId, name: z.string() })
const groupRenamed = z.object({ groupId, name: z.object({ from: z.string(), to: z.string() }) })
/** Only what differs, by name of the setting's field. */
const settingValues = z.record(z.string(), z.unknown())
const settingsChanged = z.object({ name: z.string(), from: settingValues, to: settingValues })
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
const broadcastSent = z.object({
  broadcastId,
  text: z.string(),
  memberIds: z.array(memberId).describe('whom it goes to'),
})
const phrasesChanged = z.object({
  library: z.enum(['public', 'own']).describe('own: that of the member who did it'),
  what: z.enum([
    'phrase-created',
    'phrase-changed',
    'phrase-moved',
    'phrase-removed',
    'phrases-imported',
    'category-created',
    'category-changed',
    'category-removed',
  ]),
  id: z.string().nullable().describe('of the phrase or category; null: several'),
  name: z.string().describe('its title or name; empty: several'),
  count: z.number().int(),
})
const avatarChanged = z.object({ memberId, present: z.boolean().describe('false: it was taken away') })
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

/** Texts are long and stand in the entry's versions, which are kept; here is what happened to which. */
const knowledgeSaved = z.object({
  entryId: knowledgeEntryId,
  version: z.number().int(),
  question: z.string(),
  categoryId: knowledgeCategoryId.nullable(),
  active: z.boolean(),
  public: z.boolean(),
  /** Names of the fields that differ from the version before; empty: it is new. */
  fields: z.array(z.string()),
  restoredFrom: z.number().int().nullable(),
})
const knowledgeRemoved = z.object({ entryId: knowledgeEntryId, question: z.string() })
const knowledgeCategory = z.object({ categoryId: knowledgeCategoryId, name: z.string() })
const knowledgeCategoryChanged = z.object({
  categoryId: knowledgeCategoryId,
  name: change(z.string()),
  parentId: change(knowledgeCategoryId.nullable()),
  position: change(z.number().int()),
})

const apiKeyCreated = z.object({
  apiKeyId,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  expiresAt: z.number().int().nullable(),
})
const apiKeyRevoked = z.object({ apiKeyId, name: z.string() })

const webhookFacts = { webhookId, url: z.string(), name: z.string(), eventTypes: z.array(z.string()) }
const webhookChanged = z.object({
  webhookId,
  url: change(z.string()),
  name: change(z.string()),
  eventTypes: change(z.array(z.string())),
})
const webhookDisabled = z.object({
  webhookId,
  name: z.string(),
  reason: z.enum(['manual', 'gone', 'failing']),
})
const webhookNamed = z.object({ webhookId, name: z.string() })
const webhookSecretRotated = z.object({ webhookId, previousEndsAt: z.number().int() })
/** What left the house: whoever reads the log sees who took which rows of what. */
const exportMade = z.object({
  exportId,
  memberId,
  memberName: z.string(),
  what: z.enum(exportSubjects),
  format: z.enum(exportFormats),
  conditions: z.record(z.string(), z.unknown()),
  rowCount: z.number().int(),
})

const both: readonly Audience[] = ['visitor', 'staff']
const staff: readonly Audience[] = ['staff']

/** Every event of the log, by name. The log is read by timeline, audit, webhooks, automation and metrics alike. */
export const events = {
  'conversation.opened': define({ version: 1, stream: 'conversation', audiences: both, stored: opened, view: opened }),
  'conversation.queued': define({ version: 1, stream: 'conversation', audiences: both, stored: queued, view: queued }),
  'queue.left': define({ version: 1, stream: 'conversation', audiences: staff, stored: queueLeft, view: queueLeft }),
  'leg.opened': define({ version: 1, stream: 'conversation', audiences: both, stored: legOpened, view: legOpened }),
  'leg.closed': define({ version: 1, stream: 'conversation', audiences: staff, stored: legClosed, view: legClosed }),
  'conversation.transferred': define({
    version: 1,
    stream: 'conversation',
    audiences: staff,
    stored: transferred,
    view: transferred,
  }),
  'conversation.reassigned': define({
    version: 1,
    stream: 'conversation',
    audiences: staff,
    stored: reassigned,
    view: reassigned,
  }),
  'message.sent': define({
    version: 1,
    stream: 'conversation',
    audiences: both,
    stored: z.object({ ...messageFacts, body: storedBody }),
    view: z.object({ ...messageFacts, body: bodyView }),
  }),
  'message.recalled': define({
    version: 1,
    stream: 'conversation',
    audiences: both,
    stored: recalled,
    view: recalled,
  }),
  'conversation.identified': define({
    version: 1,
    stream: 'conversation',
    audiences: both,
    stored: identified,
    view: identified,
  }),
  'consent.accepted': define({ version: 1, stream: 'conversation', audiences: both, stored: consent, view: consent }),
  'note.added': define({ version: 1, stream: 'conversation', audiences: staff, stored: note, view: note }),
  'sla.warned': define({ version: 1, stream: 'conversation', audiences: staff, stored: slaWarned, view: slaWarned }),
  'visitor.mailed': define({
    version: 1,
    stream: 'conversation',
    audiences: staff,
    stored: visitorMailed,
    view: visitorMailedView,
  }),
  'whisper.said': define({ version: 1, stream: 'conversation', audiences: staff, stored: whisper, view: whisperView }),
  'supervisor.joined': define({
    version: 1,
    stream: 'conversation',
    audiences: both,
    stored: takesPart,
    view: takesPart,
  }),
  'supervisor.left': define({
    version: 1,
    stream: 'conversation',
    audiences: both,
    stored: takesPart,
    view: takesPart,
  }),
  'rating.invited': define({
    version: 1,
    stream: 'conversation',
    audiences: both,
    stored: ratingInvited,
    view: ratingInvited,
  }),
  'rating.submitted': define({
    version: 1,
    stream: 'conversation',
    audiences: both,
    stored: ratingSubmitted,
    view: ratingSubmitted,
  }),
  'summary.saved': define({
    version: 1,
    stream: 'conversation',
    audiences: staff,
    stored: summarySaved,
    view: summarySaved,
  }),
  'form.published': define({
    version: 1,
    stream: 'form',
    audiences: staff,
    stored: formPublished,
    view: formPublished,
  }),
  'conversation.closed': define({
    version: 1,
    stream: 'conversation',
    audiences: both,
    stored: closed,
    view: closedView,
  }),
  'presence.changed': define({ version: 1, stream: 'member', audiences: staff, stored: presence, view: presence }),
  'presence.connected': define({
    version: 1,
    stream: 'member',
    audiences: staff,
    stored: connection,
    view: connection,
  }),
  'presence.disconnected': define({
    version: 1,
    stream: 'member',
    audiences: staff,
    stored: connection,
    view: connection,
  }),
  'member.signedIn': define({ version: 1, stream: 'member', audiences: staff, stored: signedIn, view: signedIn }),
  'member.signedOut': define({ version: 1, stream: 'member', audiences: staff, stored: signedOut, view: signedOut }),
  'member.created': define({
    version: 1,
    stream: 'member',
    audiences: staff,
    stored: memberCreated,
    view: memberCreated,
  }),
  'member.changed': define({
    version: 1,
    stream: 'member',
    audiences: staff,
    stored: memberChanged,
    view: memberChanged,
  }),
  'member.disabled': define({
    version: 1,
    stream: 'member',
    audiences: staff,
    stored: memberDisabled,
    view: memberDisabled,
  }),
  'member.enabled': define({ version: 1, stream: 'member', audiences: staff, stored: memberOnly, view: memberOnly }),
  'password.changed': define({ version: 1, stream: 'member', audiences: staff, stored: memberOnly, view: memberOnly }),
  'member.avatarChanged': define({
    version: 1,
    stream: 'member',
    audiences: staff,
    stored: avatarChanged,
    view: avatarChanged,
  }),
  'sessions.ended': define({
    version: 1,
    stream: 'member',
    audiences: staff,
    stored: sessionsEnded,
    view: sessionsEnded,
  }),
  'role.created': define({
    version: 1,
    stream: 'role',
    audiences: staff,
    stored: z.object(roleFacts),
    view: z.object(roleFacts),
  }),
  'role.changed': define({ version: 1, stream: 'role', audiences: staff, stored: roleChanged, view: roleChanged }),
  'role.removed': define({
    version: 1,
    stream: 'role',
    audiences: staff,
    stored: z.object({ roleId, name: z.string() }),
    view: z.object({ roleId, name: z.string() }),
  }),
  'group.created': define({ version: 1, stream: 'group', audiences: staff, stored: groupNamed, view: groupNamed }),
  'group.renamed': define({ version: 1, stream: 'group', audiences: staff, stored: groupRenamed, view: groupRenamed }),
  'group.removed': define({ version: 1, stream: 'group', audiences: staff, stored: groupNamed, view: groupNamed }),
  'channel.changed': define({
    version: 1,
    stream: 'channel',
    audiences: staff,
    stored: channelChanged,
    view: channelChanged,
  }),
  'secret.rotated': define({
    version: 1,
    stream: 'channel',
    audiences: staff,
    stored: secretRotated,
    view: secretRotated,
  }),
  'contact.changed': define({
    version: 1,
    stream: 'contact',
    audiences: staff,
    stored: contactChanged,
    view: contactChanged,
  }),
  'contact.identified': define({
    version: 1,
    stream: 'contact',
    audiences: staff,
    stored: contactIdentified,
    view: contactIdentified,
  }),
  'contact.tagged': define({ version: 1, stream: 'contact', audiences: staff, stored: contactTag, view: contactTag }),
  'contact.untagged': define({ version: 1, stream: 'contact', audiences: staff, stored: contactTag, view: contactTag }),
  'settings.changed': define({
    version: 1,
    stream: 'setting',
    audiences: staff,
    stored: settingsChanged,
    view: settingsChanged,
  }),
  'offlineMessage.left': define({
    version: 1,
    stream: 'offlineMessage',
    audiences: staff,
    stored: offlineMessageLeft,
    view: offlineMessageLeft,
  }),
  'broadcast.sent': define({
    version: 1,
    stream: 'broadcast',
    audiences: staff,
    stored: broadcastSent,
    view: broadcastSent,
  }),
  'phrases.changed': define({
    version: 1,
    stream: 'phrase',
    audiences: staff,
    stored: phrasesChanged,
    view: phrasesChanged,
  }),
  'apiKey.created': define({
    version: 1,
    stream: 'apiKey',
    audiences: staff,
    stored: apiKeyCreated,
    view: apiKeyCreated,
  }),
  'apiKey.revoked': define({
    version: 1,
    stream: 'apiKey',
    audiences: staff,
    stored: apiKeyRevoked,
    view: apiKeyRevoked,
  }),
  'webhook.created': define({
    version: 1,
    stream: 'webhook',
    audiences: staff,
    stored: z.object(webhookFacts),
    view: z.object(webhookFacts),
  }),
  'webhook.changed': define({
    version: 1,
    stream: 'webhook',
    audiences: staff,
    stored: webhookChanged,
    view: webhookChanged,
  }),
  'webhook.disabled': define({
    version: 1,
    stream: 'webhook',
    audiences: staff,
    stored: webhookDisabled,
    view: webhookDisabled,
  }),
  'webhook.enabled': define({
    version: 1,
    stream: 'webhook',
    audiences: staff,
    stored: webhookNamed,
    view: webhookNamed,
  }),
  'webhook.secretRotated': define({
    version: 1,
    stream: 'webhook',
    audiences: staff,
    stored: webhookSecretRotated,
    view: webhookSecretRotated,
  }),
  'webhook.removed': define({
    version: 1,
    stream: 'webhook',
    audiences: staff,
    stored: webhookNamed,
    view: webhookNamed,
  }),
  'knowledge.saved': define({
    version: 1,
    stream: 'knowledge',
    audiences: staff,
    stored: knowledgeSaved,
    view: knowledgeSaved,
  }),
  'knowledge.removed': define({
    version: 1,
    stream: 'knowledge',
    audiences: staff,
    stored: knowledgeRemoved,
    view: knowledgeRemoved,
  }),
  'export.made': define({ version: 1, stream: 'export', audiences: staff, stored: exportMade, view: exportMade }),
  'knowledge.categoryCreated': define({
    version: 1,
    stream: 'knowledge',
    audiences: staff,
    stored: knowledgeCategory,
    view: knowledgeCategory,
  }),
  'knowledge.categoryChanged': define({
    version: 1,
    stream: 'knowledge',
    audiences: staff,
    stored: knowledgeCategoryChanged,
    view: knowledgeCategoryChanged,
  }),
  'knowledge.categoryRemoved': define({
    version: 1,
    stream: 'knowledge',
    audiences: staff,
    stored: knowledgeCategory,
    view: knowledgeCategory,
  }),
  'offlineMessage.replied': define({
    version: 1,
    stream: 'offlineMessage',
    audiences: staff,
    stored: offlineMessageReplied,
    view: offlineMessageReplied,
  }),
} as const

/** A name of the registry. */
export type EventType = keyof typeof events

/** The stored payload of an event type. */
export type StoredPayload<Type extends EventType> = z.infer<(typeof events)[Type]['stored']>

/** The payload of an event type as it goes over the wire. */
export type ViewPayload<Type extends EventType> = z.infer<(typeof events)[Type]['view']>

/** An event of the registry on the wire, discriminated by type. */
export type EventView = { [Type in EventType]: WireEvent<Type, ViewPayload<Type>> }[EventType]

/** Whether the audience may see events of this type. An unknown type is seen by nobody. */
export function isVisible(type: string, audience: Audience): boolean {
  return Object.hasOwn(events, type) && events[type as EventType].audiences.includes(audience)
}

/** The types an audience may see, for queries. */
export function visibleTypes(audience: Audience): EventType[] {
  return (Object.keys(events) as EventType[]).filter((type) => isVisible(type, audience))
}

type Fits<A, B> = [A] extends [B] ? true : never
/** What the wire stores is what the domain decides on: this does not compile otherwise. */
export const shapesAgree: {
  [Type in keyof ConversationEventPayloads]: Fits<StoredPayload<Type>, ConversationEventPayloads[Type]>
} = {
  'conversation.opened': true,
  'conversation.queued': true,
  'queue.left': true,
  'leg.opened': true,
  'leg.closed': true,
  'conversation.transferred': true,
  'conversation.reassigned': true,
  'message.sent': true,
  'message.recalled': true,
  'conversation.identified': true,
  'consent.accepted': true,
  'rating.invited': true,
  'rating.submitted': true,
  'summary.saved': true,
  'note.added': true,
  'sla.warned': true,
  'visitor.mailed': true,
  'whisper.said': true,
  'supervisor.joined': true,
  'supervisor.left': true,
  'conversation.closed': true,
}
