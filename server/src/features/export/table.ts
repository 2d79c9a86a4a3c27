import { DateTime } from 'luxon'
import type { Cell, CellKind, Pull, SmallTable } from './exportable'

export interface Column {
  readonly title: string
  readonly kind: CellKind
}

/** A table that is written while it is read: never more of it is in memory than some pages. */
export interface Table {
  readonly title: string
  readonly columns: readonly Column[]
  readonly pages: Pull<Cell[][]>
  /** By whose clock instants are written. */
  readonly timeZone: string
  /** What a report is of, its last row, and its further tables. */
  readonly beside: {
    readonly title: string
    readonly facts: readonly (readonly [string, Cell])[]
    readonly totals: readonly Cell[] | null
    readonly tables: readonly SmallTable[]
  } | null
}

export const wallClock = (at: number, zone: string): DateTime => DateTime.fromMillis(at, { zone })

/** A value and how it reads. */
export function typed(cell: Cell, kind: CellKind | undefined): { kind: CellKind; value: string | number | null } {
  return typeof cell === 'object' && cell !== null ? cell : { kind: kind ?? 'text', value: cell }
}
