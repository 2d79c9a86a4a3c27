/** The merchants' times in a simulation: short, so that every rule strikes within one run. Milliseconds. */
import type { SilenceRules } from '@keqiao/domain'

export interface RoutingRules extends SilenceRules {
  /** What an agent holds goes back to routing when he has had no socket for so long. */
  readonly releaseAfterMs: number
  /** That a visitor is still connected is noted this often; whoever was not noted for twice as long is gone. */
  readonly seenEveryMs: number
}

/** Of the backend in memory. */
export const shortRules: RoutingRules = {
  silentVisitorMs: 20_000,
  goneVisitorMs: 35_000,
  releaseAfterMs: 20_000,
  seenEveryMs: 15_000,
}

/** The shortest that a merchant may choose, and how often the product notes a visitor. */
export const shortestSettings = { silentVisitorMinutes: 1, goneVisitorMinutes: 10, releaseAfterSeconds: 30 } as const
export const shortestRules: RoutingRules = {
  silentVisitorMs: shortestSettings.silentVisitorMinutes * 60_000,
  goneVisitorMs: shortestSettings.goneVisitorMinutes * 60_000,
  releaseAfterMs: shortestSettings.releaseAfterSeconds * 1_000,
  seenEveryMs: 300_000,
}
