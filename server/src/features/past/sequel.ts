import type { Answers, ConversationEventPayloads, LegId, MemberId, RatingState } from '@keqiao/domain'
import type { StoredEvent } from '../../platform/event-log'

/** What comes after the talking: who asked for a rating, the rating, the summaries. Named as the tables name it. */
export interface Sequel {
  readonly row: {
    last_leg_id: LegId | null
    summarised: boolean
    category_path: readonly string[]
    rating_invited_by: 'agent' | 'end' | null
    rating_leg_id: LegId | null
    rating_invited_count: number
    rating_score: number | null
  }
  rating: PastRating | null
  readonly summaries: PastSummary[]
}

export interface PastRating {
  readonly score: number
  readonly reasons: readonly string[]
  readonly comment: string
  readonly leg_id: LegId | null
  readonly member_id: MemberId | null
  readonly invited_by: 'agent' | 'end' | null
  readonly at: number
}

export interface PastSummary {
  readonly leg_id: LegId
  readonly member_id: MemberId
  readonly form_version: number
  readonly answers: Answers
  readonly category_id: string | null
  readonly category_path: readonly string[]
  readonly content: string
  readonly solved: boolean | null
  readonly follow_up: boolean
  readonly saved_at: number
}

export function noSequel(): Sequel {
  const asked = { rating_invited_by: null, rating_leg_id: null, rating_invited_count: 0, rating_score: null }
  return { row: { last_leg_id: null, summarised: false, category_path: [], ...asked }, rating: null, summaries: [] }
}

/** What decisions about 评价 are made on. */
export function sequelOf({ row }: Sequel, closedAt: number | null): RatingState {
  return {
    isGiven: row.rating_score !== null,
    invitedBy: row.rating_invited_by,
    invitedLegId: row.rating_leg_id,
    invitedCount: row.rating_invited_count,
    closedAt,
  }
}

type Payload<Type extends keyof ConversationEventPayloads> = ConversationEventPayloads[Type]

/** What an event means for the row and for the tables beside it, as the product's own writes do it. */
export function settleSequel({ type, payload, at }: StoredEvent, sequel: Sequel): void {
  const { row } = sequel
  if (type === 'leg.opened') {
    row.last_leg_id = (payload as Payload<'leg.opened'>).legId
    row.summarised = false
  } else if (type === 'rating.invited') {
    const { by, legId } = payload as Payload<'rating.invited'>
    if (by === 'end') {
      row.rating_invited_by ??= by
      return
    }
    row.rating_invited_count = row.rating_leg_id === legId ? row.rating_invited_count + 1 : 1
    row.rating_invited_by = by
    row.rating_leg_id = legId
  } else if (type === 'rating.submitted') {
    const { score, reasons, text, legId, memberId, invitedBy } = payload as Payload<'rating.submitted'>
    row.rating_score = score
    const credited = { leg_id: legId, member_id: memberId, invited_by: invitedBy }
    sequel.rating = { score, reasons, comment: text, ...credited, at }
  } else if (type === 'summary.saved') {
    const saved = payload as Payload<'summary.saved'>
    row.category_path = saved.categoryPath
    row.summarised ||= row.last_leg_id === saved.legId
    sequel.summaries.push({
      leg_id: saved.legId,
      member_id: saved.memberId,
      form_version: saved.formVersion,
      answers: saved.values,
      category_id: saved.categoryId,
      category_path: saved.categoryPath,
      content: String(saved.values['content'] ?? ''),
      solved: saved.solved,
      follow_up: saved.followUp,
      saved_at: at,
    })
  }
}
