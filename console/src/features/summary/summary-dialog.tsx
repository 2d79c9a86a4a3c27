import { lazy, Suspense } from 'react'
import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useConversation } from '../conversation/use-conversation'
import { useStore } from '../desk/use-store'
import { useSummary } from './summary-state'

/** The form engine is not needed to talk: it comes with the first summary. */
const SummarySheet = lazy(() => import('./summary-sheet').then((module) => ({ default: module.SummarySheet })))

/** 对话小结单 (CON-06), once for the whole desk. */
export function SummaryDialog() {
  const { summary } = useTexts()
  const { asked, close } = useSummary()
  return (
    <Dialog
      open={asked !== null}
      width={840}
      title={summary.title}
      close={{ label: summary.close, drawing: <Icon name="close" /> }}
      onClose={close}
    >
      {asked && <Opened key={asked.conversationId} {...asked} />}
    </Dialog>
  )
}

type Asked = NonNullable<ReturnType<typeof useSummary.getState>['asked']>

function Opened({ conversationId, reason }: Asked) {
  const conversation = useConversation(conversationId)
  return conversation ? <Known conversation={conversation} reason={reason} /> : <Loading />
}

function Known({
  conversation,
  reason,
}: {
  conversation: NonNullable<ReturnType<typeof useConversation>>
  reason: Asked['reason']
}) {
  const { conversation: view, events } = useStore(conversation)
  if (!view) return <Loading />
  return (
    <Suspense fallback={<Loading />}>
      <SummarySheet view={view} events={events} reason={reason} />
    </Suspense>
  )
}

function Loading() {
  const { summary } = useTexts()
  return (
    <p role="status" className="end-text">
      {summary.loading}
    </p>
  )
}
