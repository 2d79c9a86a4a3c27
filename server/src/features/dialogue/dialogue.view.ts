import type { DialogueDetailView, DialogueView, MessageHitView, VisitView } from '@keqiao/contract'
import type { ConversationFacts, DialogueFacts, FileFacts } from '@keqiao/domain'
import { findWords } from '../../platform/search'
import type { SignFile } from '../conversation'
import type { ShownDialogue } from './dialogue.row'
import { categoryJoint, figuresOf } from './facts-rows'
import { speakerOf, type FoundMessage } from './find-messages'

/** A row of the list. */
export function dialogueView(row: ShownDialogue): DialogueView {
  return {
    id: row.leg_id,
    conversationId: row.conversation_id,
    ordinal: row.ordinal,
    legCount: row.leg_count,
    roomNumber: row.room_number,
    visitor: { id: row.contact_id, name: row.visitor_name, displayName: row.display_name },
    member: { id: row.member_id, nickname: row.member_name },
    group: { id: row.group_id, name: row.group_name },
    channel: { id: row.channel_id, name: row.channel_name },
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    durationMs: row.duration_ms,
    waitMs: row.wait_ms,
    firstReplyMs: row.first_reply_ms,
    replyMeanMs: row.reply_mean_ms,
    roundCount: row.round_count,
    visitorMessageCount: row.visitor_message_count,
    agentMessageCount: row.agent_message_count,
    fileCount: row.file_count,
    origin: row.origin,
    end: row.end_kind,
    valid: row.valid,
    rating: { score: row.rating_score, invited: row.invited },
    summary:
      row.summary_category === null
        ? null
        : { category: row.summary_category, solved: row.summary_solved, followUp: row.summary_follow_up ?? false },
    region: row.region,
    page: row.page_url === null ? null : { url: row.page_url, title: row.page_title ?? '' },
  }
}

interface Detail {
  /** As the list would have it. */
  readonly row: ShownDialogue
  readonly facts: ConversationFacts
  readonly leg: DialogueFacts
  readonly visit: VisitView
  readonly files: DialogueDetailView['files']
  /** Epoch milliseconds. */
  readonly now: number
}

/** One dialogue whole; of one that goes on, what is counted so far. */
export function dialogueDetailView({ row, facts, leg, visit, files, now }: Detail): DialogueDetailView {
  const { rating, summary } = leg
  return {
    ...dialogueView({ ...row, ...figuresOf(leg), duration_ms: (leg.closedAt ?? now) - leg.openedAt }),
    noteCount: leg.noteCount,
    conversation: { openedAt: facts.openedAt, closedAt: facts.closedAt },
    chain: facts.dialogues.map((one) => ({
      id: one.legId,
      member: one.member,
      group: { id: one.groupId, name: one.groupName },
      origin: one.origin,
      openedAt: one.openedAt,
      closedAt: one.closedAt,
      end: one.end,
      handedOn: one.handedOn,
    })),
    ratingDetail: rating && { ...rating, reasons: [...rating.reasons] },
    summaryDetail: summary && {
      category: summary.categoryPath.join(categoryJoint),
      solved: summary.solved,
      followUp: summary.followUp,
      values: summary.values,
      at: summary.at,
    },
    visit,
    files,
  }
}

/** The files of a conversation, with addresses that are good for a while. */
export const signedFiles = (
  files: readonly (FileFacts & { readonly seq: number; readonly at: number })[],
  sign: SignFile,
): DialogueDetailView['files'] =>
  files.map((file) => ({ seq: file.seq, at: file.at, name: file.name, size: file.size, url: sign(file) }))

/** Characters shown before what was found, and in all. */
const [leading, shown] = [30, 160]

/** A hit with the words around the first place. */
export function messageHitView({ event, text, ...place }: FoundMessage, words: readonly string[]): MessageHitView {
  const marks = findWords(text, words)
  const from = Math.max(0, (marks[0]?.[0] ?? 0) - leading)
  const to = Math.min(text.length, from + shown)
  const [before, after] = [from > 0 ? '…' : '', to < text.length ? '…' : '']
  const shift = before.length - from
  return {
    conversationId: place.conversation_id,
    legId: place.leg_id,
    seq: place.seq,
    at: event.at,
    ...speakerOf(event),
    roomNumber: place.room_number,
    visitorName: place.visitor_name,
    text: before + text.slice(from, to).toWellFormed().replaceAll('\n', ' ') + after,
    marks: marks.filter(([, end]) => end <= to).map(([start, end]) => [start + shift, end + shift]),
  }
}
