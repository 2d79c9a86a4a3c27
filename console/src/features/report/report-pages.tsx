import { Button } from 'antd'
import { useReportTexts } from './use-report-texts'

interface ReportPagesProps {
  page: number
  pageSize: number
  /** On this page, and on all. */
  shownCount: number
  rowCount: number
  onPage: (page: number) => void
}

/** Where one is in the rows of a report, and the way to the others. */
export function ReportPages({ page, pageSize, shownCount, rowCount, onPage }: ReportPagesProps) {
  const words = useReportTexts()
  const before = (page - 1) * pageSize
  return (
    <nav className="report-pages" aria-label={words.pages}>
      <span>{words.rows(before + 1, before + shownCount, rowCount)}</span>
      <Button size="small" disabled={page === 1} onClick={() => onPage(page - 1)}>
        {words.previousPage}
      </Button>
      <Button size="small" disabled={page * pageSize >= rowCount} onClick={() => onPage(page + 1)}>
        {words.nextPage}
      </Button>
    </nav>
  )
}
