import { useState } from 'react'
import { useMetricTexts } from '../../i18n/metric-texts'
import { useLanguageTag, zonedTime } from '../../i18n/format'
import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { MetricsForm } from './metrics-form'
import { MetricsHistory } from './metrics-history'

/** 统计口径: what the figures of the reports are counted by, and what they were counted by before. */
export function MetricsPage() {
  const words = useMetricTexts()
  const language = useLanguageTag()
  const asked = useAsked('metric.getSettings', {})
  const [now] = useState(() => Date.now())
  const { data } = asked
  const time = (at: number) => zonedTime(at, now, data?.zone ?? 'UTC', language)
  const held = data?.holdsFrom ?? null
  const fact = held === null ? words.usual : held > Date.now() ? words.holdsFrom(time(held)) : words.inForce(time(held))
  return (
    <>
      <PageHead title={words.title} fact={data && fact} />
      <div className="page-scroll">
        {data ? (
          <>
            <MetricsForm stored={data} timeOf={time} onReload={() => void asked.refetch()} />
            <MetricsHistory timeOf={time} />
          </>
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading rows={10} />
        )}
      </div>
    </>
  )
}
