import type { ExportView } from '@keqiao/contract'
import type { ExportRow } from './export.store'

/** Makes the address under which the owner fetches a file until its day is over. */
export type SignExport = (file: { readonly id: string; readonly name: string; readonly expiresAt: number }) => string

/** An export for its owner. */
export const exportViewOf =
  (sign: SignExport) =>
  (row: ExportRow): ExportView => {
    const { id, file_name: name, size, expires_at: expiresAt } = row
    const there = row.status === 'done' && name !== null && size !== null && expiresAt !== null
    return {
      id,
      what: row.what,
      format: row.format,
      status: row.status,
      doneCount: row.done_count,
      totalCount: row.total_count,
      error: row.error,
      createdAt: row.created_at,
      finishedAt: row.finished_at,
      expiresAt,
      file: there ? { name, size, url: sign({ id, name, expiresAt }) } : null,
    }
  }
