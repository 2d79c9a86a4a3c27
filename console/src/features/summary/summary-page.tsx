import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'
import { FormEditor } from '../form/form-editor'
import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { ClearingRule } from './clearing-rule'

/** 小结单设置: what agents fill in, and whether a dialogue without it may be cleared (CON-05, CON-06). */
export function SummaryPage() {
  const { summary } = useTexts()
  const { me } = useDesk()
  return (
    <>
      <PageHead title={summary.menu} />
      <div className="page-scroll">
        {me.permissions.includes('settings:manage') && <Clearing />}
        <Form />
      </div>
    </>
  )
}

function Clearing() {
  const asked = useAsked('settings.getSummary', {})
  if (asked.data) return <ClearingRule stored={asked.data} onReload={() => void asked.refetch()} />
  return asked.isError ? (
    <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  ) : (
    <PageLoading rows={1} />
  )
}

function Form() {
  const asked = useAsked('form.get', { purpose: 'summary' })
  if (asked.data) return <FormEditor stored={asked.data.form} onReload={() => void asked.refetch()} />
  return asked.isError ? <PageFailed error={asked.error} onRetry={() => void asked.refetch()} /> : <PageLoading />
}
