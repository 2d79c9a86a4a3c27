import {
  publicEvents,
  type EventType,
  type PublicEventData,
  type PublicEventType,
  type StoredPayload,
} from '@keqiao/contract'
import type { MessageBody } from '@keqiao/domain'
import type { StoredEvent } from '../../platform/event-log'

type SourceOf<Type extends PublicEventType> = (typeof publicEvents)[Type]['source']
type FromLog = { [Type in PublicEventType]: SourceOf<Type> extends null ? never : Type }[PublicEventType]
type PayloadOf<Type extends FromLog> = SourceOf<Type> extends EventType ? StoredPayload<SourceOf<Type>> : never

type Views = { [Type in FromLog]: (payload: PayloadOf<Type>, event: StoredEvent) => PublicEventData<Type> }

/** Each field is named: what an event gets later does not leave the house by itself. */
const views: Views = {
  'conversation.opened': ({ roomNumber, channelId, groupId, groupName, contactId, visitorName, page }, event) => ({
    conversationId: event.streamId,
    roomNumber,
    channelId,
    group: { id: groupId, name: groupName },
    contact: { id: contactId, name: visitorName },
    page: page && { url: page.url, title: page.title },
  }),
  'conversation.queued': ({ groupId, groupName }, event) => ({
    conversationId: event.streamId,
    group: { id: groupId, name: groupName },
  }),
  'queue.left': ({ groupId, outcome }, event) => ({ conversationId: event.streamId, groupId, outcome }),
  'conversation.accepted': ({ legId, member, groupId, how }, event) => ({
    conversationId: event.streamId,
    legId,
    agent: agentOf(member),
    groupId,
    how,
  }),
  'conversation.transferred': ({ legId, from, to, reason }, event) => ({
    conversationId: event.streamId,
    legId,
    from: agentOf(from),
    toAgent: to.kind === 'member' ? agentOf(to.member) : null,
    toGroup: to.kind === 'group' ? { id: to.groupId, name: to.groupName } : null,
    reason,
  }),
  'conversation.reassigned': ({ by, from, to, reason }, event) => ({
    conversationId: event.streamId,
    by: agentOf(by),
    from: from && agentOf(from),
    to: agentOf(to),
    reason,
  }),
  'conversation.identified': ({ contactId, visitorName, formerContactId }, event) => ({
    conversationId: event.streamId,
    contact: { id: contactId, name: visitorName },
    formerContactId,
  }),
  'conversation.closed': ({ end, valid }, event) => ({ conversationId: event.streamId, end, valid }),
  'message.sent': ({ from, authorName, automatic, body }, event) => ({
    conversationId: event.streamId,
    seq: event.seq,
    from,
    authorId: event.actor.kind === 'system' ? null : event.actor.id,
    authorName,
    automatic: automatic !== undefined,
    kind: body.kind,
    text: calledBy(body),
    file: 'fileId' in body ? { id: body.fileId, name: body.name, mime: body.mime, size: body.size } : null,
  }),
  'message.recalled': ({ seq }, event) => ({ conversationId: event.streamId, seq }),
  'sla.warned': ({ legId, member, kind, sinceAt, allowedMs }, event) => ({
    conversationId: event.streamId,
    legId,
    agent: agentOf(member),
    kind,
    since: sinceAt,
    allowedMs,
  }),
  'rating.submitted': ({ score, reasons, text, legId, memberId }, event) => ({
    conversationId: event.streamId,
    score,
    reasons,
    text,
    legId,
    memberId,
  }),
  'summary.saved': (payload, event) => {
    const { legId, memberId, formVersion, values, categoryPath, solved, followUp, first } = payload
    return {
      conversationId: event.streamId,
      ...{ legId, memberId, formVersion, values, categoryPath, solved, followUp, first },
    }
  },
  'offlineMessage.left': (payload) => {
    const { offlineMessageId, channelId, contactId, groupId, groupName, conversationId } = payload
    const { cause, name, phone, email, text, page } = payload
    return {
      ...{ offlineMessageId, channelId, contactId, group: { id: groupId, name: groupName }, conversationId },
      ...{ cause, name, phone, email, text, page: page && { url: page.url, title: page.title } },
    }
  },
  'offlineMessage.replied': ({ offlineMessageId, memberId, memberName, groupId, text, delivery }) => ({
    offlineMessageId,
    agent: { id: memberId, nickname: memberName },
    groupId,
    text,
    delivery,
  }),
  'contact.changed': ({ contactId, displayName, phone, email, remark }) => ({
    contactId,
    ...{ displayName, phone, email, remark },
  }),
  'contact.identified': ({ contactId, shop: { customerId, name, phone, email } }) => ({
    contactId,
    ...{ customerId, name, phone, email },
  }),
  'contact.tagged': ({ contactId, tag }) => ({ contactId, tag }),
  'contact.untagged': ({ contactId, tag }) => ({ contactId, tag }),
  'member.created': ({ memberId, account, nickname, role, groupIds }) => ({
    memberId,
    ...{ account, nickname, role, groupIds },
  }),
  'member.changed': ({ memberId, nickname, role, capacity, groupIds }) => ({
    memberId,
    ...{ nickname, role, capacity, groupIds },
  }),
  'member.disabled': ({ memberId }) => ({ memberId }),
  'member.enabled': ({ memberId }) => ({ memberId }),
  'presence.changed': ({ from, to, memberId }, event) => ({ memberId: memberId ?? event.actor.id, from, to }),
  'knowledge.saved': ({ entryId, version, question, categoryId, active, public: isPublic }) => ({
    ...{ entryId, version, question, categoryId, active },
    public: isPublic,
  }),
  'knowledge.removed': ({ entryId, question }) => ({ entryId, question }),
}

const agentOf = ({ id, nickname }: { readonly id: string; readonly nickname: string }) => ({ id, nickname })

const bySource = new Map(
  (Object.keys(views) as FromLog[]).map((type): [EventType, FromLog] => [publicEvents[type].source, type]),
)

/** The public type of an event of the log; undefined: it stays inside. */
export const publicTypeOf = (type: EventType): FromLog | undefined => bySource.get(type)

/** The body that is posted for an event of the log. */
export function publicBodyOf(type: FromLog, event: StoredEvent): string {
  const view = views[type] as (payload: unknown, event: StoredEvent) => Record<string, unknown>
  return bodyOf(type, event.at, view(event.payload, event))
}

/** The body of `webhook.test`. */
export function testBody(data: PublicEventData<'webhook.test'>, at: number): string {
  return bodyOf('webhook.test', at, data)
}

/** `data` is checked against what we promise: fewer or other fields are a fault of ours, and nothing is sent. */
function bodyOf(type: PublicEventType, at: number, data: unknown): string {
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: publicEvents[type].data.parse(data) })
}

/** What was said; of a file its name, of a card what it shows. */
function calledBy(body: MessageBody): string {
  switch (body.kind) {
    case 'text':
      return body.text
    case 'product':
      return body.title
    case 'order':
      return body.number
    default:
      return body.name
  }
}
