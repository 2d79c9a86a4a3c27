import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { useTexts } from '../../i18n/language'
import { RoutingForm } from './routing-form'

/** 接待设置: how visitors are assigned, and when silent dialogues end. */
export function RoutingPage() {
  const { rules } = useTexts()
  const asked = useAsked('settings.getRouting', {})
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
      </div>
    </>
  )
}
