import { useTexts } from '../../i18n/language'
import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { RatingForm } from './rating-form'

/** 评价设置: the levels and their reasons, when it is offered, how long it can be given. */
export function RatingPage() {
  const { rating } = useTexts()
  const asked = useAsked('settings.getRating', {})
  return (
    <>
      <PageHead title={rating.menu} />
      <div className="page-scroll">
        {asked.data ? (
          <RatingForm stored={asked.data} onReload={() => void asked.refetch()} />
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading />
        )}
      </div>
    </>
  )
}
