/** Faults that can be planted in an export, each with what it breaks. */
export const exportSabotages = {
  'keeps-everything': 'no row is let go before the last one is written',
} as const

/** What `server/src/testing/export-process.ts` can be asked; its head says what it is. */
export type ExportCalls = {
  open(input: { url: string; folder: string; keepsAll: boolean }): Promise<void>
  seed(input: { tenantId: string; conversations: number }): Promise<void>
  write(input: {
    tenantId: string
    memberId: string
    format: 'xlsx' | 'csv' | 'transcript'
    conditions: Record<string, unknown>
  }): Promise<{ rows: number; bytes: number; ms: number }>
}
