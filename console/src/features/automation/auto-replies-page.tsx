import { useTexts } from '../../i18n/language'
import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { AutoRepliesForm } from './auto-replies-form'
import './auto-replies.css'

/** 自动回复 (CON-21): what is said by itself, by situation. */
export function AutoRepliesPage() {
  const { autoReplies: words } = useTexts()
  const asked = useAsked('settings.getAutoReplies', {})
  return (
    <>
      <PageHead title={words.title} />
      <div className="page-scroll">
        {asked.data ? (
          <AutoRepliesForm stored={asked.data} onReload={() => void asked.refetch()} />
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading />
        )}
      </div>
    </>
  )
}
