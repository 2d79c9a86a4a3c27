import type { KnowledgeEntryView } from '@keqiao/contract'
import { Button, Switch } from 'antd'
import { shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import type { CategoryOption } from './category-options'
import { knowledgeColumns, type KnowledgeColumn } from './knowledge-search'

type Entry = Omit<KnowledgeEntryView, 'article'>

interface KnowledgeTableProps {
  entries: readonly Entry[]
  options: readonly CategoryOption[]
  sort: KnowledgeColumn
  desc: boolean
  picked: ReadonlySet<string>
  onPick: (picked: ReadonlySet<string>) => void
  onSort: (column: KnowledgeColumn) => void
  onOpen: (id: string) => void
  onHistory: (id: string) => void
  onChange: (id: string, what: object) => void
}

/** The entries, sorted by whichever column on the server. */
export function KnowledgeTable(props: KnowledgeTableProps) {
  const { entries, sort, desc, picked, onPick, onSort } = props
  const { knowledge: words } = useTexts()
  const all = entries.every(({ id }) => picked.has(id))
  return (
    <table className="page-table knowledge-table">
      <thead>
        <tr>
          <th scope="col">
            <input
              type="checkbox"
              aria-label={words.selectAll}
              checked={all}
              onChange={() => onPick(new Set(all ? [] : entries.map(({ id }) => id)))}
            />
          </th>
          {knowledgeColumns.map((column) => (
            <th key={column} scope="col" aria-sort={sort !== column ? 'none' : desc ? 'descending' : 'ascending'}>
              <button
                type="button"
                className="knowledge-sort"
                data-sorted={sort === column}
                onClick={() => onSort(column)}
              >
                {words.columns[column]}
                {sort === column && (
                  <span className="knowledge-arrow" data-desc={desc}>
                    <Icon name="down" small />
                  </span>
                )}
              </button>
            </th>
          ))}
          <th aria-label={words.edit} />
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} {...props} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ entry, options, picked, onPick, onOpen, onHistory, onChange }: KnowledgeTableProps & { entry: Entry }) {
  const { knowledge: words } = useTexts()
  const language = useLanguageTag()
  const { id, question, categoryId, active, answer } = entry
  const pick = () => {
    const next = new Set(picked)
    if (!next.delete(id)) next.add(id)
    onPick(next)
  }
  return (
    <tr data-active={picked.has(id)}>
      <td>
        <input type="checkbox" aria-label={words.select(question)} checked={picked.has(id)} onChange={pick} />
      </td>
      <th scope="row">
        <button type="button" className="knowledge-open" title={answer.text} onClick={() => onOpen(id)}>
          <span className="ellipsis">{question}</span>
          <small className="ellipsis">{entry.keywords.join('、')}</small>
        </button>
      </th>
      <td>{options.find((option) => option.id === categoryId)?.path ?? words.noCategory}</td>
      <td>
        <Switch
          size="small"
          checked={active}
          aria-label={`${question} ${words.active}`}
          onChange={(next) => onChange(id, { active: next })}
        />
      </td>
      <td>{entry.public ? words.public : words.internal}</td>
      <td>{entry.usedCount}</td>
      <td>{entry.readCount}</td>
      <td>{`${entry.helpfulCount} / ${entry.helpfulCount + entry.unhelpfulCount}`}</td>
      <td className="knowledge-time">{shortTime(entry.changedAt, Date.now(), language)}</td>
      <td>{entry.changedBy}</td>
      <td>
        <Button size="small" type="text" onClick={() => onHistory(id)}>
          {words.history}
        </Button>
      </td>
    </tr>
  )
}
