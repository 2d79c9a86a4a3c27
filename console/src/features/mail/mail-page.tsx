import { useTexts } from '../../i18n/language'
import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { MailForm } from './mail-form'
import { MailLog } from './mail-log'
import { VisitorMail } from './visitor-mail'
import './mail.css'

/** 邮件发送: the server by which mail goes out, and what became of each message. */
export function MailPage() {
  const { mail: words } = useTexts()
  const asked = useAsked('mail.getServer', {})
  return (
    <>
      <PageHead title={words.title} />
      <div className="page-scroll">
        {asked.data ? (
          <>
            <MailForm stored={asked.data} onReload={() => void asked.refetch()} />
            <VisitorMail />
            <MailLog />
          </>
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading />
        )}
      </div>
    </>
  )
}
