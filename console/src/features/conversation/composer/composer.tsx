import type { Conversation } from '@keqiao/client'
import type { ConversationView, EventView } from '@keqiao/contract'
import { useTexts } from '../../../i18n/language'
import { useDesk } from '../../desk/desk-context'
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

/** Where one answers, or the sentence that says why one cannot. */
export function Composer({ id, conversation, view, draft, typing, events }: ComposerProps) {
  const { composer } = useTexts()
  const { me } = useDesk()
  if (view.status === 'closed') return <p className="composer-closed">{composer.closed}</p>
  if (view.status === 'queued') return <p className="composer-closed">{composer.queued}</p>
  const mine = view.agent?.id === me.member.id
  return (
    <div className="composer-area">
      {mine && <ConsultReminder view={view} events={events} />}
      <DraftPreview draft={draft} typing={typing} />
      <Editor id={id} conversation={conversation} view={view} noteOnly={!mine} holder={view.agent?.nickname ?? ''} />
    </div>
  )
}
