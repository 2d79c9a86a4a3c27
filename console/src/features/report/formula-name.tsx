import type { ReportColumn } from '@keqiao/contract/reports'
import { Tooltip } from 'antd'
import { Icon } from '../../icons/icon'
import { useReportTexts } from './use-report-texts'

interface FormulaNameProps {
  column: ReportColumn
  /** How the rows are sorted by it; undefined: they are not. */
  sorted?: 'ascending' | 'descending' | undefined
  onSort?: (() => void) | undefined
}

/** A column by its name; its formula comes with the pointer and with the focus. A click sorts by it. */
export function FormulaName({ column, sorted, onSort }: FormulaNameProps) {
  const words = useReportTexts()
  const { name, formula } = words.columns[column]
  return (
    <Tooltip
      title={<span className="formula-words">{formula}</span>}
      trigger={['hover', 'focus']}
      mouseEnterDelay={0.2}
    >
      <button
        type="button"
        className="report-name"
        aria-label={onSort ? words.sortBy(name) : name}
        aria-description={formula}
        data-sorted={sorted !== undefined}
        onClick={onSort}
      >
        {name}
        {sorted && <Icon name={sorted === 'ascending' ? 'arrowUp' : 'arrowDown'} small />}
      </button>
    </Tooltip>
  )
}
