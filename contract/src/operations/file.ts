import { z } from 'zod'
import { conversationId } from '../ids'
import { fileView } from '../views/file'
import { defineOperation } from './define'

/** What can be said against a file, whatever it is for. */
const refusalsOfContent = [
  'file_too_large',
  'file_empty',
  'file_type_refused',
  'file_infected',
  'file_not_scanned',
  'upload_malformed',
] as const

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
    errors: [...refusalsOfContent, 'conversation_closed'],
    http: { method: 'POST', path: '/api/conversations/{conversationId}/files' },
    httpOnly: true,
  }),
  uploadForPhrase: defineOperation({
    name: 'file.uploadForPhrase',
    summary:
      'Uploads one file (multipart/form-data, field `file`) once, for phrases; any number of messages may carry it',
    kind: 'command',
    callers: ['member'],
    permission: 'file:upload',
    input: z.strictObject({}),
    output: fileView,
    errors: refusalsOfContent,
    http: { method: 'POST', path: '/api/phrases/files' },
    httpOnly: true,
  }),
  setAvatar: defineOperation({
    name: 'file.setAvatar',
    summary: 'Gives oneself a picture, square already; it is decoded and encoded anew. Null takes it away',
    kind: 'command',
    callers: ['member'],
    permission: null,
    input: z.strictObject({
      content: z
        .base64()
        .max(60_000)
        .nullable()
        .describe('a JPEG, PNG or WebP file in base64; at least 32 pixels wide and high'),
    }),
    output: z.object({ present: z.boolean() }),
    errors: ['file_type_refused'],
    http: { method: 'PUT', path: '/api/me/avatar' },
  }),
} as const
