import { z } from 'zod'
import { conversationId } from '../ids'
import { queuePlaceView } from '../views/visitor'
import { defineOperation } from './define'

/** What a visitor who waits may ask; afterwards he is told by `queue` frames. */
export const queue = {
  place: defineOperation({
    name: 'queue.place',
    summary: 'The place in the line, how many are before it, and the expected wait (VIS-05)',
    kind: 'query',
    callers: ['visitor', 'member'],
    permission: 'conversation:read',
    input: z.strictObject({ conversationId }),
    output: z.object({ place: queuePlaceView.nullable().describe('null: it does not wait') }),
    errors: [],
    http: { method: 'GET', path: '/api/conversations/{conversationId}/place' },
  }),
} as const
