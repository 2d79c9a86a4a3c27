import type { ConversationView, EventView, SummarySheet as Sheet } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'
import { PageFailed } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { SummaryContext } from './summary-context'
import { SummaryForm } from './summary-form'
import type { SummaryReason } from './summary-state'
import { WrittenSummary } from './written-summary'
import './summary.css'

interface SummarySheetProps {
  view: ConversationView
  events: readonly EventView[]
  reason: SummaryReason
}

/** The form at the left, at the right what one needs to fill it in. */
export function SummarySheet({ view, events, reason }: SummarySheetProps) {
  const { summary } = useTexts()
  const asked = useAsked('summary.get', { conversationId: view.id })
  if (asked.isError) return <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  // What is kept of the last time may be older than the last save.
  if (!asked.data || (asked.isFetching && !asked.isFetchedAfterMount)) {
    return (
      <p role="status" className="end-text">
        {summary.loading}
      </p>
    )
  }
  return (
    <div className="summary-sheet">
      <div className="summary-main">
        <p className="summary-who">
          {view.visitor.name} · {view.group.name}
        </p>
        <Others sheet={asked.data} />
        {asked.data.ownLegId === null ? (
          <p className="end-text">{summary.notYours}</p>
        ) : (
          <SummaryForm sheet={asked.data} view={view} reason={reason} />
        )}
      </div>
      <SummaryContext view={view} events={events} firstReplyMs={asked.data.firstReplyMs} />
    </div>
  )
}

/** What the agents of the other legs wrote. */
function Others({ sheet }: { sheet: Sheet }) {
  const { summary } = useTexts()
  const others = sheet.legs.flatMap((leg) => (leg.legId !== sheet.ownLegId && leg.summary ? [leg.summary] : []))
  if (others.length === 0) return null
  return (
    <section className="summary-others" aria-label={summary.byOthers}>
      {others.map((one) => (
        <WrittenSummary key={one.legId} summary={one} form={sheet.form} />
      ))}
    </section>
  )
}
