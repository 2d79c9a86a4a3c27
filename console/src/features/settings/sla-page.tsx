import { useTexts } from '../../i18n/language'
import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { SlaForm } from './sla-form'

/** 响应时限 (RTE-13): when an answer is late, when it is too late, and who hears of it. */
export function SlaPage() {
  const { sla: words } = useTexts()
  const asked = useAsked('sla.getSettings', {})
  return (
    <>
      <PageHead title={words.title} />
      <div className="page-scroll">
        {asked.data ? (
          <SlaForm stored={asked.data} onReload={() => void asked.refetch()} />
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading />
        )}
      </div>
    </>
  )
}
