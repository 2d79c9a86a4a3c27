import { z } from 'zod'

/** Epoch milliseconds. */
export const instant = z.number().int().describe('epoch milliseconds')
