import { z } from 'zod'
import { maxVersion } from '../instants'
import { answers } from '../form'
import { conversationId, legId } from '../ids'
import { summarySheet, summaryView } from '../summary'
import { defineOperation } from './define'

/** 小结单: what a leg's agent writes about it (CON-05, CON-06, CON-23). */
export const summary = {
  get: defineOperation({
    name: 'summary.get',
    summary: 'The legs of a conversation with their summaries, and what the own one begins from',
    kind: 'query',
    callers: ['member'],
    permission: 'conversation:read',
    input: z.strictObject({ conversationId }),
    output: summarySheet,
    errors: [],
    http: { method: 'GET', path: '/api/conversations/{conversationId}/summary' },
  }),
  save: defineOperation({
    name: 'summary.save',
    summary: 'Writes the summary of an own leg, or corrects it; also while the leg is open',
    kind: 'command',
    callers: ['member'],
    permission: 'summary:write',
    input: z.strictObject({
      conversationId,
      legId,
      formVersion: z.number().int().min(0).max(maxVersion).describe('the version of the form it was written on'),
      answers,
    }),
    output: z.object({ summary: summaryView }),
    errors: ['leg_not_yours', 'answers_invalid', 'form_version_unknown'],
    http: { method: 'PUT', path: '/api/conversations/{conversationId}/summary' },
  }),
} as const
