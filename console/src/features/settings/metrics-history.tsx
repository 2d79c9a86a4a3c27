import type { MetricSettingsChange } from '@keqiao/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useMetricTexts, type MetricTexts } from '../../i18n/metric-texts'
import { PageEmpty, PageFailed, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { choiceFields, type ChoiceField } from './metrics-draft'
import { optionWords } from './metrics-fields'

interface MetricsHistoryProps {
  /** Says an instant in the merchant's time. */
  timeOf: (at: number) => string
}

/** Every change of 统计口径: who, when, what, and since when it holds; newest first. */
export function MetricsHistory({ timeOf }: MetricsHistoryProps) {
  const words = useMetricTexts()
  const { history } = words
  const [before, setBefore] = useState<number | undefined>()
  const asked = useAsked('metric.listChanges', before === undefined ? {} : { before })
  const { data } = asked
  return (
    <section className="metric-history" aria-label={history.title}>
      <h3>{history.title}</h3>
      {data ? (
        data.changes.length === 0 ? (
          <PageEmpty text={history.none} hint={history.noneHint} />
        ) : (
          <table className="page-table">
            <thead>
              <tr>
                {[history.at, history.by, history.what, history.holdsFrom].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.changes.map((change) => (
                <tr key={change.version}>
                  <td>{timeOf(change.at)}</td>
                  <td>{change.by.nickname}</td>
                  <td>
                    <ul>
                      {changesOf(change, words).map((line) => (
                        <li key={line}>{line}</li>
                      ))}
                    </ul>
                  </td>
                  <td>{timeOf(change.holdsFrom)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      ) : asked.isError ? (
        <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <PageLoading rows={3} />
      )}
      {data && (before !== undefined || data.more) && (
        <p className="metric-pages">
          <Button size="small" disabled={before === undefined} onClick={() => setBefore(undefined)}>
            {history.newest}
          </Button>
          <Button size="small" disabled={!data.more} onClick={() => setBefore(data.changes.at(-1)?.version)}>
            {history.older}
          </Button>
        </p>
      )}
    </section>
  )
}

/** What was changed, a line for each. */
function changesOf({ from, to }: MetricSettingsChange, words: MetricTexts): string[] {
  const said = (field: string, value: unknown): string =>
    Object.hasOwn(choiceFields, field)
      ? optionWords(words, field as ChoiceField, String(value))
      : `${String(value)}${words.seconds}`
  return (Object.keys(to) as (keyof typeof to)[]).map((field) =>
    words.history.change(words.fields[field], said(field, from[field]), said(field, to[field])),
  )
}
