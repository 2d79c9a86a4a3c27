import { z } from 'zod'
import { memberId } from '../ids'

/** Who, and what he was called then. */
export const member = z.object({ id: memberId, nickname: z.string() })
/** Where somebody asked from. */
export const page = z.object({ url: z.string(), title: z.string() }).nullable()
/** To which text, and when. */
export const consent = z.object({ version: z.number().int(), acceptedAt: z.number().int() })
/** What a field was and is; absent: it stayed. */
export const change = <Value extends z.ZodType>(value: Value) => z.object({ from: value, to: value }).optional()
