import type { Conversation } from '@keqiao/client'
import type { ConversationView, EventView } from '@keqiao/contract'
import { Button } from 'antd'
import { useTexts } from '../../../i18n/language'
import { useDesk } from '../../desk/desk-context'
import { isUnsummarised } from '../../summary/needs-summary'
import { useSummary } from '../../summary/summary-state'
import { ConsultReminder } from '../../staff-notices/consult-reminder'
import { DraftPreview } from './draft-preview'
import { Editor } from './editor'
import './composer.css'

interface ComposerProps {
  id: string
  conversation: Conversation
  view: ConversationView
  /** The visitor's unsent text. */
  draft: string
  /** He writes, and what may not be seen. */
  typing: boolean
  events: readonly EventView[]
}

/** It is over; what is left to do is its 小结. */
function Closed({ view }: { view: ConversationView }) {
  const { composer, summary } = useTexts()
  const { me } = useDesk()
  const mayWrite = me.permissions.includes('summary:write') && isUnsummarised(view)
  return (
    <p className="composer-closed">
      {composer.closed}
      {mayWrite && (
        <>
          <span className="spacer" />
          <Button type="primary" size="small" onClick={() => useSummary.getState().open(view.id, 'clear')}>
            {summary.write}
          </Button>
        </>
      )}
    </p>
  )
}

/** Where one answers, or the sentence that says why one cannot. */
export function Composer({ id, conversation, view, draft, typing, events }: ComposerProps) {
  const { composer } = useTexts()
  const { me } = useDesk()
  if (view.status === 'closed') return <Closed view={view} />
  if (view.status === 'queued') return <p className="composer-closed">{composer.queued}</p>
  const mine = view.agent?.id === me.member.id
  return (
    <div className="composer-area">
      {mine && <ConsultReminder view={view} events={events} />}
      <DraftPreview id={id} draft={draft} typing={typing} />
      <Editor id={id} conversation={conversation} view={view} noteOnly={!mine} holder={view.agent?.nickname ?? ''} />
    </div>
  )
}
