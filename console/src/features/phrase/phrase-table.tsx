import type { PhraseView } from '@keqiao/contract'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { phraseColumns, type PhraseColumn, type PhrasesSearch } from './phrases-search'

interface PhraseTableProps {
  rows: readonly PhraseView[]
  search: PhrasesSearch
  onSort: (column: PhraseColumn) => void
  onDo: (what: 'form' | 'remove', phrase: PhraseView) => void
  /** Null: another order is shown than theirs. */
  onMove: ((phrase: PhraseView, by: 1 | -1) => void) | null
}

const columns = phraseColumns.filter((column) => column !== 'position')

/** Phrases, one a row; the server sorts by each column. */
export function PhraseTable({ rows, search, onSort, onDo, onMove }: PhraseTableProps) {
  const { phrase: words } = useTexts()
  const sorted = search.sort ?? 'position'
  const head = (column: PhraseColumn) => (
    <th
      key={column}
      scope="col"
      data-column={column}
      aria-sort={sorted === column ? (search.desc ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" onClick={() => onSort(column)}>
        {words.columns[column]}
        <span aria-hidden="true">{sorted === column ? (search.desc ? '↓' : '↑') : ''}</span>
      </button>
    </th>
  )
  return (
    <table className="members-table phrases-table">
      <thead>
        <tr>
          {columns.map(head)}
          {head('position')}
        </tr>
      </thead>
      <tbody>
        {rows.map((phrase, index) => (
          <PhraseRow
            key={phrase.id}
            phrase={phrase}
            onDo={(what) => onDo(what, phrase)}
            onMove={onMove && ((by) => onMove(phrase, by))}
            isFirst={rows[index - 1]?.categoryId !== phrase.categoryId}
            isLast={rows[index + 1]?.categoryId !== phrase.categoryId}
          />
        ))}
      </tbody>
    </table>
  )
}

interface PhraseRowProps {
  phrase: PhraseView
  onDo: (what: 'form' | 'remove') => void
  onMove: ((by: 1 | -1) => void) | null
  isFirst: boolean
  isLast: boolean
}

function PhraseRow({ phrase, onDo, onMove, isFirst, isLast }: PhraseRowProps) {
  const { phrase: words } = useTexts()
  const language = useLanguageTag()
  const { title, text, category, code, hotKey, usedCount, updatedAt, files } = phrase
  return (
    <tr>
      <th scope="row">
        <span className="phrases-title ellipsis" title={title}>
          {title}
        </span>
        <span className="phrases-text ellipsis" title={text}>
          {[text, ...(files.length > 0 ? [words.files(files.length)] : [])].filter((part) => part !== '').join(' · ')}
        </span>
      </th>
      <td>{category || '—'}</td>
      <td>{code === null ? '—' : `/${code}`}</td>
      <td>{hotKey ?? '—'}</td>
      <td data-column="used">{usedCount}</td>
      <td>{shortTime(updatedAt, Date.now(), language)}</td>
      <td>
        <span className="members-does">
          <button
            type="button"
            className="plain-button"
            aria-label={words.doTo(words.edit, title)}
            onClick={() => onDo('form')}
          >
            {words.edit}
          </button>
          <button
            type="button"
            className="plain-button"
            aria-label={words.doTo(words.remove, title)}
            onClick={() => onDo('remove')}
          >
            {words.remove}
          </button>
          {onMove && (
            <>
              <Move icon="arrowUp" name={words.doTo(words.moveUp, title)} off={isFirst} onMove={() => onMove(-1)} />
              <Move icon="arrowDown" name={words.doTo(words.moveDown, title)} off={isLast} onMove={() => onMove(1)} />
            </>
          )}
        </span>
      </td>
    </tr>
  )
}

interface MoveProps {
  icon: 'arrowUp' | 'arrowDown'
  name: string
  off: boolean
  onMove: () => void
}

function Move({ icon, name, off, onMove }: MoveProps) {
  return (
    <button
      type="button"
      className="plain-button square-button"
      aria-label={name}
      title={name}
      disabled={off}
      onClick={onMove}
    >
      <Icon name={icon} small />
    </button>
  )
}
