/**
 * Seeds that once found a fault, each with what it found. They run with every suite, in memory, for ever. The steps and
 * actors are part of the seed: other numbers are another run.
 */
export const regressions: readonly { seed: number; steps: number; actors: number; found: string }[] = []
