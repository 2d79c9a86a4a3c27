import type { LegId, MemberId } from '../ids'
import type { MemberActor } from './actor'
import type { Decision, Refusal } from './decide'
import type { ConversationState } from './state'

/** 评价 of a conversation as it stands. */
export interface RatingState {
  /** Given already; there is one for each conversation, ever. */
  readonly isGiven: boolean
  readonly invitedBy: 'agent' | 'end' | null
  /** On which leg an agent asked last, and how often he did so there. */
  readonly invitedLegId: LegId | null
  readonly invitedCount: number
  /** Epoch milliseconds; null: it goes on. */
  readonly closedAt: number | null
}

/** A leg, and whose it is. */
export interface LegFacts {
  readonly legId: LegId
  readonly memberId: MemberId
}

/** Who is asked a third time gives the rating that annoyance gives. */
export const mostInvitations = 2

/** 邀请评价 (CON-07): by whoever holds the dialogue, twice at most, and not once it was given. */
export function invite(state: ConversationState, rating: RatingState, actor: MemberActor): Decision {
  const { legId } = state
  if (state.status === 'closed') return refuse('conversation_closed')
  if (state.memberId !== actor.id || legId === null) return refuse('not_your_conversation')
  if (rating.isGiven) return refuse('rating_exists')
  if (invitationsOn(legId, rating) >= mostInvitations) return refuse('rating_invited', { max: mostInvitations })
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [{ type: 'rating.invited', payload: { legId, memberId: actor.id, by: 'agent' } }],
    patch: {},
  }
}

/** How often an agent has asked on this leg. */
export function invitationsOn(legId: LegId, { invitedLegId, invitedCount }: RatingState): number {
  return invitedLegId === legId ? invitedCount : 0
}

/** Whether the visitor is asked by the product when it ends: not if somebody did, or it is given. */
export function isOfferedAtEnd({ isGiven, invitedBy }: RatingState): boolean {
  return !isGiven && invitedBy === null
}

/** Until when it can be given, epoch milliseconds; null: as long as the conversation goes on. */
export function ratingOpenUntil(closedAt: number | null, openHours: number): number | null {
  return closedAt === null ? null : closedAt + openHours * 3_600_000
}

interface GivenRating {
  readonly score: number
  readonly reasons: readonly string[]
  readonly text: string
}

/**
 * 评价 (VIS-04): once, from when an agent has accepted until some time after the end. Credited to the leg whose agent asked
 * for it, else to the last one. `legs` are all of the conversation's, in order.
 */
export function rate(
  state: ConversationState,
  rating: RatingState,
  given: GivenRating,
  { legs, openHours, now }: { readonly legs: readonly LegFacts[]; readonly openHours: number; readonly now: number },
): Decision {
  if (rating.isGiven) return refuse('rating_exists')
  const credited = legs.find(({ legId }) => legId === rating.invitedLegId) ?? legs.at(-1)
  if (!credited) return refuse('rating_too_early')
  const openUntil = ratingOpenUntil(rating.closedAt, openHours)
  if (openUntil !== null && now > openUntil) return refuse('rating_over', { openUntil })
  const { invitedBy } = rating
  return {
    refused: false,
    legEpoch: state.legEpoch,
    events: [{ type: 'rating.submitted', payload: { ...given, ...credited, invitedBy } }],
    patch: {},
  }
}

const refuse = (code: Refusal['code'], data?: Refusal['data']): Refusal =>
  data ? { refused: true, code, data } : { refused: true, code }
