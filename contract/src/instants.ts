import { z } from 'zod'

/** The last millisecond that a JavaScript date knows; the database keeps it too. */
const lastInstant = 8_640_000_000_000_000

/** Epoch milliseconds of an input: whatever is let through can be stored and compared. */
export const instantInput = z.number().int().min(0).max(lastInstant)

/** The same where it travels in a query, as text. */
export const instantInQuery = z.coerce.number().int().min(0).max(lastInstant)

/** A version that an editor has read: as large as the database's counters become. */
export const maxVersion = 2_147_483_647
