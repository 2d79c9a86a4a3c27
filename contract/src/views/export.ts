import { z } from 'zod'
import { exportId } from '../ids'

/** Lists that can be exported, and the reports; the registry of the server says how each is read and written. */
export const exportSubjects = ['dialogue', 'member', 'offlineMessage', 'report', 'overview'] as const
/** One of them. */
export type ExportSubject = (typeof exportSubjects)[number]

/** transcript: what was said, one page for reading; only dialogues have one. */
export const exportFormats = ['xlsx', 'csv', 'transcript'] as const
/** One of them. */
export type ExportFormat = (typeof exportFormats)[number]

const instant = z.number().int().describe('epoch milliseconds')

/** One export as whoever asked for it sees it. */
export const exportView = z.object({
  id: exportId,
  what: z.enum(exportSubjects),
  format: z.enum(exportFormats),
  status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'expired']),
  doneCount: z.number().int().describe('rows written so far'),
  totalCount: z
    .number()
    .int()
    .nullable()
    .describe('rows there were at its beginning, where somebody counted; it may grow'),
  error: z.string().nullable().describe('code of what stopped it'),
  createdAt: instant,
  finishedAt: instant.nullable(),
  expiresAt: instant.nullable().describe('until when the file can be fetched'),
  file: z
    .object({
      name: z.string(),
      size: z.number().int().describe('bytes'),
      url: z.string().describe('signed; opens for its owner alone'),
    })
    .nullable(),
})
export type ExportView = z.infer<typeof exportView>
