import { z } from 'zod'
import { conversationId } from '../ids'
import { fileView } from '../views'
import { defineOperation } from './define'

/** Files of messages. */
export const file = {
  upload: defineOperation({
    name: 'file.upload',
    summary: 'Uploads one file (multipart/form-data, field `file`) for a conversation; a message then names its id',
    kind: 'command',
    callers: ['visitor', 'member'],
    permission: 'file:upload',
    input: z.strictObject({ conversationId }),
    output: fileView,
    errors: ['file_too_large', 'file_empty', 'file_type_refused', 'upload_malformed', 'conversation_closed'],
    http: { method: 'POST', path: '/api/conversations/{conversationId}/files' },
    httpOnly: true,
  }),
} as const
