import { z } from 'zod'
import { conversationId, memberId } from '../ids'
import { defineOperation } from './define'

const instant = z.number().int().describe('epoch milliseconds')

/** 内部咨询: notes that ask a colleague, and their answers (CON-20). Asking and answering is conversation.addNote. */
export const consult = {
  list: defineOperation({
    name: 'consult.list',
    summary: 'Notes that asked oneself, and answers to what oneself asked, latest first, and how many are unread',
    kind: 'query',
    callers: ['member'],
    permission: 'conversation:note',
    input: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(30) }),
    output: z.object({
      notices: z.array(
        z.object({
          conversationId,
          roomNumber: z.string(),
          seq: z.number().int().describe('of the note'),
          kind: z.enum(['ask', 'answer']),
          by: z.object({ id: memberId, nickname: z.string() }),
          text: z.string(),
          at: instant,
          readAt: instant.nullable(),
        }),
      ),
      unreadCount: z.number().int(),
    }),
    errors: [],
    http: { method: 'GET', path: '/api/me/consults' },
  }),
  markRead: defineOperation({
    name: 'consult.markRead',
    summary: 'One has seen what there is about this conversation',
    kind: 'command',
    callers: ['member'],
    permission: 'conversation:note',
    input: z.strictObject({ conversationId }),
    output: z.object({ readCount: z.number().int() }),
    errors: [],
    http: { method: 'PUT', path: '/api/me/consults/{conversationId}/read' },
  }),
} as const
