import { useLanguageTag, zonedTime } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { HoursForm } from './hours-form'
import './hours.css'

/** The state on top may change by itself. Milliseconds. */
const lookEveryMs = 30_000

/** 服务时间: when visitors are served; outside it they leave a message. */
export function HoursPage() {
  const { rules } = useTexts()
  const { hours: words } = rules
  const language = useLanguageTag()
  const asked = useAsked('settings.getHours', {}, lookEveryMs)
  const { data } = asked
  const next = data?.opensAt ? words.opensAt(zonedTime(data.opensAt, Date.now(), data.hours.timeZone, language)) : null
  return (
    <>
      <PageHead
        title={words.title}
        fact={
          data && (
            <span className="hours-state" role="status">
              <i className={data.open ? 'lamp' : 'lamp lamp-grey'} />
              {data.open ? words.openNow : words.closedNow}
              {next !== null && <span>{next}</span>}
            </span>
          )
        }
      />
      <div className="page-scroll">
        {data ? (
          <HoursForm stored={data} onReload={() => void asked.refetch()} />
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading rows={8} />
        )}
      </div>
    </>
  )
}
