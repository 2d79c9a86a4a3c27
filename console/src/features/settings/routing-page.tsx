import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { useTexts } from '../../i18n/language'
import { RoutingForm } from './routing-form'
import { SlaForm } from './sla-form'

/** 接待设置: how visitors are assigned, when silent dialogues end, and when an answer is late. */
export function RoutingPage() {
  const { rules } = useTexts()
  const asked = useAsked('settings.getRouting', {})
  const sla = useAsked('sla.getSettings', {})
  return (
    <>
      <PageHead title={rules.routing.title} />
      <div className="page-scroll">
        {asked.data ? (
          <RoutingForm stored={asked.data} onReload={() => void asked.refetch()} />
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading />
        )}
        {sla.data && <SlaForm stored={sla.data} onReload={() => void sla.refetch()} />}
      </div>
    </>
  )
}
