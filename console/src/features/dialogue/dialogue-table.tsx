import type { DialogueView } from '@keqiao/contract'
import type { DialogueColumn } from '@keqiao/contract/dialogue-columns'
import { useTexts } from '../../i18n/language'
import { dialogueCells, figureColumns } from './dialogue-cells'
import { useCellTools } from './use-cell-tools'

interface DialogueTableProps {
  rows: readonly DialogueView[]
  columns: readonly DialogueColumn[]
  sort: DialogueColumn
  ascending: boolean
  timeZone: string
  /** The one whose detail is open. */
  shown: string | undefined
  onSort: (column: DialogueColumn) => void
  onShow: (row: DialogueView) => void
}

/** One dialogue a row; every title sorts, over all pages (MGT-09). */
export function DialogueTable({ rows, columns, sort, ascending, timeZone, shown, onSort, onShow }: DialogueTableProps) {
  const texts = useTexts()
  const { dialogues: words } = texts
  const tools = useCellTools(timeZone)
  return (
    <table className="page-table dialogue-table" aria-label={words.table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              data-figure={figureColumns.has(column)}
              aria-sort={sort === column ? (ascending ? 'ascending' : 'descending') : 'none'}
            >
              <button type="button" title={words.sortBy(words.columns[column])} onClick={() => onSort(column)}>
                {words.columns[column]}
                <span aria-hidden="true">{sort === column ? (ascending ? '↑' : '↓') : ''}</span>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-active={row.id === shown} onClick={() => onShow(row)}>
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column} scope="row">
                  <button
                    type="button"
                    className="dialogue-open"
                    aria-label={words.open(row.roomNumber)}
                    aria-pressed={row.id === shown}
                    onClick={(event) => {
                      event.stopPropagation()
                      onShow(row)
                    }}
                  >
                    {dialogueCells[column](row, tools)}
                  </button>
                </th>
              ) : (
                <td key={column} data-figure={figureColumns.has(column)}>
                  {dialogueCells[column](row, tools)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
