import type { Answers } from '../form/form'
import type { ChannelId, ContactId, GroupId, LegId, MailId, MemberId } from '../ids'
import type { AutoReplySituation } from '../automation/auto-reply'
import type { MessageBody } from './body'
import type { EndKind, LegOrigin } from './state'

/** What became of somebody who waited and was not accepted (workflows: 排队→放弃, 排队→留言). */
export type QueueOutcome = 'abandoned' | 'offline-message'

export interface MemberFacts {
  readonly id: MemberId
  readonly nickname: string
}

/** What can happen to a conversation. A released shape never changes: a new version gets a new entry and an upcaster. */
export interface ConversationEventPayloads {
  'conversation.opened': {
    readonly roomNumber: string
    readonly channelId: ChannelId
    readonly groupId: GroupId
    readonly groupName: string
    readonly contactId: ContactId
    readonly visitorName: string
    readonly page: { readonly url: string; readonly title: string } | null
  }
  'conversation.queued': { readonly groupId: GroupId; readonly groupName: string }
  /** It ended in the line: the visitor gave up waiting (放弃), or wrote to be answered later (留言). */
  'queue.left': { readonly groupId: GroupId; readonly outcome: QueueOutcome }
  'leg.opened': {
    readonly legId: LegId
    readonly member: MemberFacts
    readonly groupId: GroupId
    readonly origin: LegOrigin
    /** How the leg found its agent: pulled by 接收对话, or given by routing. */
    readonly how: 'claim' | 'assign' | 'transfer'
  }
  'leg.closed': { readonly legId: LegId; readonly memberId: MemberId; readonly end: EndKind | 'transfer' }
  'conversation.transferred': {
    readonly legId: LegId
    readonly from: MemberFacts
    readonly to:
      | { readonly kind: 'member'; readonly member: MemberFacts; readonly overCapacity: boolean }
      | { readonly kind: 'group'; readonly groupId: GroupId; readonly groupName: string }
    /** What the agent wants his colleagues to know; empty when he said nothing. */
    readonly reason: string
  }
  /** Somebody who may decided who goes on: 分配 out of the line, 接管 by himself, or from one agent to another. */
  'conversation.reassigned': {
    readonly by: MemberFacts
    /** Whose leg it ends; null: it waited. */
    readonly from: MemberFacts | null
    readonly to: MemberFacts
    /** G15: an agent may be given more than his capacity, which is recorded. */
    readonly overCapacity: boolean
    readonly reason: string
  }
  'message.sent': {
    readonly from: 'visitor' | 'agent'
    readonly authorName: string
    readonly body: MessageBody
    /** The product said it by itself, in this situation; absent: somebody said it. */
    readonly automatic?: AutoReplySituation | undefined
  }
  /** The message at this place is taken back: readers are not shown it any more, the log keeps it. */
  'message.recalled': { readonly seq: number }
  /** The shop vouched for the visitor: from here on the conversation is that customer's (VIS-01). */
  'conversation.identified': {
    readonly contactId: ContactId
    readonly visitorName: string
    /** Whose it was while nobody knew him; null: it was his from the beginning. */
    readonly formerContactId: ContactId | null
  }
  /** The visitor agreed to the privacy text of this version. `acceptedAt` may be before the conversation. */
  'consent.accepted': { readonly version: number; readonly acceptedAt: number }
  /** 邀请评价: by the agent whose leg is open, or by the product at the end (both null). */
  'rating.invited': {
    readonly legId: LegId | null
    readonly memberId: MemberId | null
    readonly by: 'agent' | 'end'
  }
  /** 评价: once for each conversation, ever. Credited to the leg whose agent invited, else to the last one. */
  'rating.submitted': {
    readonly score: number
    readonly reasons: readonly string[]
    readonly text: string
    readonly legId: LegId | null
    readonly memberId: MemberId | null
    readonly invitedBy: 'agent' | 'end' | null
  }
  /** 小结 of a leg, by its agent; `first` is false when one is corrected. */
  'summary.saved': {
    readonly legId: LegId
    readonly memberId: MemberId
    readonly formVersion: number
    readonly values: Answers
    readonly categoryPath: readonly string[]
    readonly categoryId: string | null
    readonly solved: boolean | null
    readonly followUp: boolean
    readonly first: boolean
  }
  /** RTE-13: an agent lets his visitor wait for too long; said once for each time he does. `sinceAt` is epoch milliseconds. */
  'sla.warned': {
    readonly legId: LegId
    readonly member: MemberFacts
    readonly kind: 'first' | 'later'
    readonly sinceAt: number
    readonly allowedMs: number
  }
  /** Staff among themselves. `mentions`: colleagues it asks. */
  'note.added': {
    readonly authorName: string
    readonly text: string
    readonly mentions?: readonly MemberFacts[] | undefined
  }
  /** 悄悄话: from who supervises to the agent whose dialogue it is (MGT-17). */
  'whisper.said': { readonly to: MemberId; readonly authorName: string; readonly text: string }
  /** Somebody speaks in the dialogue beside its agent, under his own name, until he leaves or the leg ends. */
  'supervisor.joined': { readonly member: MemberFacts }
  'supervisor.left': { readonly member: MemberFacts }
  /** Something of it was written to the visitor by mail: the whole transcript, or what he had not read when he left. */
  'visitor.mailed': {
    readonly mailId: MailId
    readonly purpose: 'transcript' | 'unread'
    readonly address: string
    readonly messageCount: number
  }
  'conversation.closed': { readonly end: EndKind; readonly valid: boolean }
}

export type ConversationEventType = keyof ConversationEventPayloads

export type ConversationEvent = {
  [Type in ConversationEventType]: { readonly type: Type; readonly payload: ConversationEventPayloads[Type] }
}[ConversationEventType]
