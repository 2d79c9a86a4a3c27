import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { ChartSpec } from './chart-spec'
import { useReportTexts } from './use-report-texts'

const ChartCanvas = lazy(() => import('./chart-canvas').then(({ ChartCanvas: component }) => ({ default: component })))

interface ChartFigureProps {
  title: string
  spec: ChartSpec
  /** What the categories are. */
  over: string
  note?: string | undefined
  /** In the title row. */
  children?: ReactNode
}

/** A chart with its legend; the same figures as a table for whoever reads better than he looks. */
export function ChartFigure({ title, spec, over, note, children }: ChartFigureProps) {
  const words = useReportTexts()
  const [asTable, setAsTable] = useState(false)
  return (
    <figure className="chart">
      <figcaption>
        <h3>{title}</h3>
        <span className="spacer" />
        {spec.series.map(({ name, colour, line }) => (
          <span key={name} className="chart-legend">
            <i data-line={line === true} data-colour={colour} />
            {name}
          </span>
        ))}
        {children}
        <button type="button" className="chart-switch" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? words.asChart : words.asTable}
        </button>
      </figcaption>
      {asTable ? (
        <ChartTable spec={spec} over={over} title={title} />
      ) : (
        <>
          <Suspense fallback={<div className="chart-canvas" data-kind={spec.kind} />}>
            <ChartCanvas spec={spec} />
          </Suspense>
          <div className="heard-only">
            <ChartTable spec={spec} over={over} title={title} />
          </div>
        </>
      )}
      {note !== undefined && <p className="chart-note">{note}</p>}
    </figure>
  )
}

function ChartTable({
  spec: { categories, series, read },
  over,
  title,
}: {
  spec: ChartSpec
  over: string
  title: string
}) {
  return (
    <div className="chart-table">
      <table className="page-table" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{over}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" data-number>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category, index) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {series.map(({ name, values }) => {
                const value = values[index]
                return (
                  <td key={name} data-number>
                    {value === null || value === undefined ? '–' : read(value)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
