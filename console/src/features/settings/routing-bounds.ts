/** What the contract takes of each number (a test compares). */
export const routingBounds = {
  lastAgentDays: [1, 365],
  unassignedAfterSeconds: [10, 120],
  releaseAfterSeconds: [30, 3_600],
  silentVisitorMinutes: [1, 1_440],
  goneVisitorMinutes: [10, 1_440],
} as const

export type NumberField = keyof typeof routingBounds

export const numberFields: readonly NumberField[] = [
  'lastAgentDays',
  'unassignedAfterSeconds',
  'releaseAfterSeconds',
  'silentVisitorMinutes',
  'goneVisitorMinutes',
]
