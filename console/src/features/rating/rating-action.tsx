import type { ConversationView } from '@keqiao/contract'
import { App, Button, Tooltip } from 'antd'
import { useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { shortcutOf, useDeskKey } from '../desk/desk-keys'
import { Stars } from './stars'

/** 邀请评价 (CON-07), and what became of it. */
export function RatingAction({ view, mine }: { view: ConversationView; mine: boolean }) {
  const texts = useTexts()
  const { rating } = texts
  const { client, me } = useDesk()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const { invited = false, score = null } = view.staff ?? {}
  const mayInvite = mine && score === null && me.permissions.includes('rating:invite')
  const invite = async () => {
    if (busy) return
    setBusy(true)
    const reply = await client.call('rating.invite', { conversationId: view.id })
    setBusy(false)
    if (reply.ok) void message.success(rating.invitedNow)
    else void message.error(errorWords(texts, reply.error.code))
  }
  useDeskKey('inviteRating', mayInvite ? () => void invite() : null)
  if (score !== null) return <Stars score={score} />
  if (!mayInvite) return invited ? <span className="waiting-time waiting-chip">{rating.invited}</span> : null
  const words = invited ? rating.inviteAgain : rating.invite
  return (
    <Tooltip title={`${words}  Alt + R`}>
      <Button
        size="small"
        className="conversation-action"
        aria-keyshortcuts={shortcutOf('inviteRating')}
        loading={busy}
        onClick={() => void invite()}
      >
        <Icon name="star" small />
        <span className="conversation-action-word">{words}</span>
      </Button>
    </Tooltip>
  )
}
