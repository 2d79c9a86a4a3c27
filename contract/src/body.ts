import { isStorableText } from '@keqiao/domain'
import { z } from 'zod'
import { FRAME_LIMITS } from './frames'
import { fileId, phraseId } from './ids'

/** Text that the log can hold: bounded, no NUL, no broken surrogate. */
export const storableText = (max: number) =>
  z.string().max(max).refine(isStorableText, { message: 'text holds NUL or a broken surrogate' })

/** The same, and not only white space. */
export const spokenText = (max: number) =>
  storableText(max).refine((text) => text.trim().length > 0, { message: 'text is empty' })

const offsets = {
  offset: z.number().int().min(0).max(FRAME_LIMITS.maxTextLength),
  length: z.number().int().min(1).max(FRAME_LIMITS.maxTextLength),
}

/** CON-09: the closed list of marks. Values are bounded here, so that no style of a sender can escape its bubble. */
export const span = z.discriminatedUnion('mark', [
  z.strictObject({ ...offsets, mark: z.enum(['bold', 'italic', 'underline']) }),
  z.strictObject({ ...offsets, mark: z.literal('font'), value: z.enum(['sans', 'serif', 'kai', 'mono']) }),
  z.strictObject({ ...offsets, mark: z.literal('size'), value: z.enum(['12', '14', '16', '18', '20']) }),
  z.strictObject({ ...offsets, mark: z.literal('color'), value: z.string().regex(/^#[0-9a-f]{6}$/) }),
  z.strictObject({ ...offsets, mark: z.literal('link'), value: z.url({ protocol: /^https?$/ }).max(2_000) }),
])

const phraseIds = z.array(phraseId).max(10).optional().describe('常用语 it was made of: counted, and told to nobody')

/** What a sender may put into a message. Files are uploaded first and named by id. */
export const bodyInput = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('text'),
      text: spokenText(FRAME_LIMITS.maxTextLength),
      spans: z.array(span).max(FRAME_LIMITS.maxSpans).optional(),
      phraseIds,
    })
    .refine(({ text, spans }) => (spans ?? []).every((s) => s.offset + s.length <= text.length), {
      message: 'a span reaches beyond the text',
      path: ['spans'],
    }),
  z.strictObject({ kind: z.literal('image'), fileId, phraseIds }),
  z.strictObject({ kind: z.literal('file'), fileId, phraseIds }),
])

export type BodyInput = z.infer<typeof bodyInput>

const fileFacts = {
  fileId,
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.number().int(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
}

/** A body as it is stored in the log. */
export const storedBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), spans: z.array(span).optional() }),
  z.object({ kind: z.literal('image'), ...fileFacts }),
  z.object({ kind: z.literal('file'), ...fileFacts }),
])

/** A body as a reader gets it: a file with an address that is signed for a while; nothing of what was recalled. */
export const bodyView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recalled') }),
  z.object({ kind: z.literal('text'), text: z.string(), spans: z.array(span).optional() }),
  z.object({ kind: z.literal('image'), ...fileFacts, url: z.string() }),
  z.object({ kind: z.literal('file'), ...fileFacts, url: z.string() }),
])

export type BodyView = z.infer<typeof bodyView>
