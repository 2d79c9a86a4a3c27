import type { ExportFormat, Operation } from '@keqiao/contract'
import type { ConversationId, Permission } from '@keqiao/domain'
import type { Language } from '../../i18n/choose-language'
import type { ExportTexts } from '../../i18n/export-texts'

/**
 * How a cell reads: text, a number, an instant (epoch milliseconds), a duration (milliseconds), a share (0 ... 1) or how
 * many there are of one for each of another.
 */
export type CellKind = 'text' | 'number' | 'instant' | 'duration' | 'share' | 'proportion'
/** A value of its column's kind, one of its own kind, or nothing. */
export type Cell = string | number | null | { readonly kind: CellKind; readonly value: string | number | null }

export interface ExportColumn<Row> {
  readonly key: string
  readonly kind: CellKind
  readonly cell: (row: Row, texts: ExportTexts) => Cell
}

/** Asks an operation as whoever exports: his permissions and his data scope hold for each page. Throws `Refusal`. */
export type Ask = (operation: Operation, input: Record<string, unknown>) => Promise<unknown>

/** How the list is asked for, without its paging. */
export type Conditions = Readonly<Record<string, unknown>>

/** A conversation whose words go into a transcript. */
export interface Told {
  readonly conversationId: ConversationId
  readonly title: readonly string[]
}

/** A list that can be exported, with its rows hidden behind columns. */
export interface Exportable {
  readonly operation: Operation
  /** Beside what the list itself asks for. */
  readonly permission: Permission | null
  readonly formats: readonly ExportFormat[]
  columns(conditions: Conditions): readonly { readonly key: string; readonly kind: CellKind }[]
  /** What the columns are called, by their keys. */
  titles(language: Language, conditions: Conditions): Readonly<Record<string, string>>
  /** What the list is called. */
  name(language: Language, conditions: Conditions): string
  /** Begins to read it. */
  open(ask: Ask, conditions: Conditions, language: Language): Promise<Opened>
}

/**
 * The next one; null: there was none left. Plain calls and no chain of generators: what a generator has handed out hangs
 * on to what it hands out next, and a long export grew by all its dead pages until the whole heap was cleared.
 */
export type Pull<Item> = () => Promise<Item | null>

/** A list that is read. */
export interface Opened {
  /** How many rows there are; null: nobody counts them. */
  readonly total: number | null
  /** Each page is read in a transaction of its own. */
  readonly pages: Pull<ExportPage>
  /** What a report says of its rows; a list says nothing. */
  readonly beside: Beside | null
}

export interface ExportPage {
  readonly size: number
  cells(keys: readonly string[]): Cell[][]
  told(): Told[]
}

/** What stands beside the rows of a report. */
export interface Beside {
  /** By whose clock its days and instants are. */
  readonly timeZone: string
  /** What the figures are of: a name and what it is. */
  readonly facts: readonly (readonly [string, Cell])[]
  /** What its columns are called where that goes by what was read; null: as the list says. */
  readonly titles: Readonly<Record<string, string>> | null
  /** The last row, by keys of columns; null: there is none. */
  readonly totals: Readonly<Record<string, Cell>> | null
  /** Further tables, each small. */
  readonly tables: readonly SmallTable[]
}

export interface SmallTable {
  readonly title: string
  readonly columns: readonly { readonly title: string; readonly kind: CellKind }[]
  readonly rows: readonly Cell[][]
}
