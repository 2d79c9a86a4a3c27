import type { ReportColumn } from '@keqiao/contract/reports'
import { useReportTexts } from './use-report-texts'

/** 指标公式: on paper, where nothing can be pointed at. */
export function ReportFormulas({ columns }: { columns: readonly ReportColumn[] }) {
  const words = useReportTexts()
  return (
    <section className="report-formulas" aria-label={words.formulas}>
      <h3>{words.formulas}</h3>
      <dl>
        {columns.map((one) => (
          <div key={one}>
            <dt>{words.columns[one].name}</dt>
            <dd className="formula-words">{words.columns[one].formula}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
