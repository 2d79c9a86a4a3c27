import { z } from 'zod'
import { locale } from '../channel-settings'
import { conversationId } from '../ids'
import { ratingCard, ratingInput, ratingView } from '../rating'
import { defineOperation } from './define'

/** 评价: one for each conversation, whatever happens (CON-07, VIS-04). */
export const rating = {
  invite: defineOperation({
    name: 'rating.invite',
    summary: 'Asks the visitor to rate; by whoever holds the dialogue, twice at most',
    kind: 'command',
    callers: ['member'],
    permission: 'rating:invite',
    input: z.strictObject({ conversationId }),
    output: z.object({ invitedCount: z.number().int().describe('how often on this leg, this time included') }),
    errors: ['conversation_closed', 'not_your_conversation', 'rating_exists', 'rating_invited'],
    http: { method: 'POST', path: '/api/conversations/{conversationId}/rating/invitation' },
  }),
  card: defineOperation({
    name: 'rating.card',
    summary: 'What the visitor can give, in his language, and what he has given',
    kind: 'query',
    callers: ['visitor'],
    permission: null,
    input: z.strictObject({ conversationId, locale: locale.default('zh-CN') }),
    output: ratingCard,
    errors: [],
    http: { method: 'GET', path: '/api/conversations/{conversationId}/rating' },
  }),
  submit: defineOperation({
    name: 'rating.submit',
    summary: 'Rates the conversation; a second time is refused, from wherever it comes',
    kind: 'command',
    callers: ['visitor'],
    permission: null,
    input: z.strictObject({ conversationId, ...ratingInput }),
    output: z.object({ rating: ratingView }),
    errors: ['rating_exists', 'rating_over', 'rating_too_early'],
    http: { method: 'POST', path: '/api/conversations/{conversationId}/rating' },
  }),
} as const
