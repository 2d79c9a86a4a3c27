export { pastShops, seedPast, type PastOptions, type PastOutcome } from './seed-past'
export type { Measured } from './tally'
