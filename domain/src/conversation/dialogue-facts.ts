import type { ChannelId, ContactId, GroupId, LegId, MemberId } from '../ids'
import type { MessageBody } from './body'
import type { ConversationEvent, MemberFacts } from './events'
import type { EndKind, LegOrigin } from './state'

/** 评价 and 小结 as the log has them; a conversation without them is none the worse. */
export type AfterwordEvent =
  | { readonly type: 'rating.invited'; readonly payload: { readonly legId: LegId | null } }
  | {
      readonly type: 'rating.submitted'
      readonly payload: {
        readonly score: number
        readonly reasons: readonly string[]
        readonly text: string
        readonly legId: LegId | null
      }
    }
  | {
      readonly type: 'summary.saved'
      readonly payload: {
        readonly legId: LegId
        readonly memberId: MemberId
        readonly values: Readonly<Record<string, unknown>>
        readonly categoryPath: readonly string[]
        readonly categoryId: string | null
        readonly solved: boolean | null
        readonly followUp: boolean
      }
    }

/** One event of a conversation's log, with when it was and who did it. */
export type LoggedEvent = (ConversationEvent | AfterwordEvent) & {
  readonly at: number
  readonly by: 'visitor' | 'member' | 'system'
}

export interface DialogueRating {
  readonly score: number
  readonly reasons: readonly string[]
  readonly text: string
  readonly at: number
}

export interface DialogueSummary {
  readonly categoryPath: readonly string[]
  readonly categoryId: string | null
  readonly solved: boolean | null
  readonly followUp: boolean
  readonly values: Readonly<Record<string, unknown>>
  readonly at: number
}

/** Where a leg was handed on to, and with which words. */
export interface HandedOn {
  readonly to: string
  readonly kind: 'member' | 'group'
  readonly reason: string
}

/**
 * Everything that is counted of one leg (对话). Instants are epoch milliseconds, durations milliseconds. What the visitor
 * says while nobody has him belongs to the leg that takes him next.
 */
export interface DialogueFacts {
  readonly legId: LegId
  /** From 1, inside its conversation. */
  readonly ordinal: number
  readonly member: MemberFacts
  readonly groupId: GroupId
  readonly groupName: string
  readonly origin: LegOrigin
  readonly openedAt: number
  readonly closedAt: number | null
  readonly end: EndKind | 'transfer' | null
  /** In the line before it; null: it did not come out of a line. */
  readonly waitMs: number | null
  /** First human answer after whichever came last: the accept or the first words; null: none. */
  readonly firstReplyMs: number | null
  /** Rounds that were answered, and their gaps together. */
  readonly roundCount: number
  readonly replyTotalMs: number
  readonly visitorMessageCount: number
  readonly agentMessageCount: number
  readonly noteCount: number
  readonly fileCount: number
  readonly handedOn: HandedOn | null
  readonly invited: boolean
  readonly rating: DialogueRating | null
  readonly summary: DialogueSummary | null
}

/** A conversation and its legs, told from its log alone. */
export interface ConversationFacts {
  readonly roomNumber: string
  readonly channelId: ChannelId
  readonly contactId: ContactId
  readonly visitorName: string
  readonly page: { readonly url: string; readonly title: string } | null
  readonly openedAt: number
  readonly closedAt: number | null
  readonly dialogues: readonly DialogueFacts[]
}

type Draft = { -readonly [Key in keyof DialogueFacts]: DialogueFacts[Key] }

/** What has been said since the last leg ended, and how long the visitor has been waiting for what. */
interface Between {
  /** Since when he stands in a line; null: in none. */
  inLineSince: number | null
  /** His first words nobody answered yet. */
  askedAt: number | null
  visitorMessages: number
  files: number
}

const none: Between = { inLineSince: null, askedAt: null, visitorMessages: 0, files: 0 }

/** Tells the facts of a conversation's legs from its events, oldest first; null when they do not begin with its opening. */
export function dialogueFacts(events: readonly LoggedEvent[]): ConversationFacts | null {
  const [first] = events
  if (first?.type !== 'conversation.opened') return null
  const reader = new LegReader(first.payload.groupId, first.payload.groupName)
  const facts = { ...first.payload, openedAt: first.at, closedAt: null as number | null }
  for (const event of events) {
    if (event.type === 'conversation.identified') {
      facts.contactId = event.payload.contactId
      facts.visitorName = event.payload.visitorName
    } else if (event.type === 'conversation.closed') facts.closedAt = event.at
    else reader.read(event)
  }
  const { roomNumber, channelId, contactId, visitorName, page, openedAt, closedAt } = facts
  return { roomNumber, channelId, contactId, visitorName, page, openedAt, closedAt, dialogues: reader.legs }
}

class LegReader {
  readonly legs: Draft[] = []
  readonly #groups = new Map<string, string>()
  #open: Draft | null = null
  #between: Between = { ...none }

  constructor(groupId: GroupId, groupName: string) {
    this.#groups.set(groupId, groupName)
  }

  read(event: LoggedEvent): void {
    switch (event.type) {
      case 'conversation.queued':
        this.#groups.set(event.payload.groupId, event.payload.groupName)
        this.#between.inLineSince ??= event.at
        return
      case 'leg.opened':
        return this.#opened(event.payload, event.at)
      case 'leg.closed':
        return this.#closed(event.payload.end, event.at)
      case 'conversation.transferred': {
        const { to, reason, legId } = event.payload
        if (to.kind === 'group') this.#groups.set(to.groupId, to.groupName)
        const leg = this.legs.find((one) => one.legId === legId)
        if (leg) leg.handedOn = { to: to.kind === 'member' ? to.member.nickname : to.groupName, kind: to.kind, reason }
        return
      }
      case 'conversation.reassigned': {
        const { from, to, reason } = event.payload
        const leg = this.legs.findLast((one) => one.member.id === from?.id)
        if (leg) leg.handedOn = { to: to.nickname, kind: 'member', reason }
        return
      }
      case 'message.sent':
        return event.payload.from === 'visitor'
          ? this.#asked(event.payload.body, event.at)
          : this.#answered(event.payload.body, event.at, event.by)
      case 'note.added':
        if (this.#open) this.#open.noteCount += 1
        return
      default:
        return this.#afterword(event)
    }
  }

  #opened(
    { legId, member, groupId, origin }: Extract<LoggedEvent, { type: 'leg.opened' }>['payload'],
    at: number,
  ): void {
    const { inLineSince, visitorMessages, files, askedAt } = this.#between
    this.#open = {
      legId,
      ordinal: this.legs.length + 1,
      member,
      groupId,
      groupName: this.#groups.get(groupId) ?? '',
      origin,
      openedAt: at,
      closedAt: null,
      end: null,
      waitMs: inLineSince === null ? null : Math.max(0, at - inLineSince),
      firstReplyMs: null,
      roundCount: 0,
      replyTotalMs: 0,
      visitorMessageCount: visitorMessages,
      agentMessageCount: 0,
      noteCount: 0,
      fileCount: files,
      handedOn: null,
      invited: false,
      rating: null,
      summary: null,
    }
    this.legs.push(this.#open)
    this.#between = { ...none, askedAt }
  }

  #closed(end: EndKind | 'transfer', at: number): void {
    if (!this.#open) return
    this.#open.closedAt = at
    this.#open.end = end
    this.#open = null
  }

  #asked(body: MessageBody, at: number): void {
    const files = isFile(body) ? 1 : 0
    this.#between.askedAt ??= at
    if (this.#open) {
      this.#open.visitorMessageCount += 1
      this.#open.fileCount += files
    } else {
      this.#between.visitorMessages += 1
      this.#between.files += files
    }
  }

  #answered(body: MessageBody, at: number, by: LoggedEvent['by']): void {
    const leg = this.#open
    // What the product says by itself answers nobody.
    if (!leg || by !== 'member') return
    leg.agentMessageCount += 1
    leg.fileCount += isFile(body) ? 1 : 0
    const { askedAt } = this.#between
    if (askedAt === null) return
    const gap = Math.max(0, at - Math.max(askedAt, leg.openedAt))
    leg.firstReplyMs ??= gap
    leg.roundCount += 1
    leg.replyTotalMs += gap
    this.#between.askedAt = null
  }

  #afterword(event: LoggedEvent): void {
    if (event.type === 'rating.invited') {
      const leg = this.#legOf(event.payload.legId)
      if (leg) leg.invited = true
    } else if (event.type === 'rating.submitted') {
      const { score, reasons, text, legId } = event.payload
      const leg = this.#legOf(legId)
      if (leg) leg.rating ??= { score, reasons, text, at: event.at }
    } else if (event.type === 'summary.saved') {
      const { categoryPath, categoryId, solved, followUp, values, legId } = event.payload
      const leg = this.legs.find((one) => one.legId === legId)
      if (leg) leg.summary = { categoryPath, categoryId, solved, followUp, values, at: event.at }
    }
  }

  /** The leg that is named, else the last one. */
  #legOf(legId: LegId | null): Draft | undefined {
    return this.legs.find((leg) => leg.legId === legId) ?? this.legs.at(-1)
  }
}

const isFile = ({ kind }: MessageBody): boolean => kind === 'image' || kind === 'file'
