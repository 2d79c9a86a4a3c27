import type { ConversationView } from '@keqiao/contract'
import { Button, Tooltip } from 'antd'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { shortcutOf, useDeskKey } from '../desk/desk-keys'
import { useSummary } from './summary-state'

/** 小结 at any time: while the dialogue goes on, after it, and to correct it. */
export function SummaryAction({ view, mine }: { view: ConversationView; mine: boolean }) {
  const { summary } = useTexts()
  const { me } = useDesk()
  const shown = me.permissions.includes('summary:write') && (mine || view.status === 'closed')
  const open = () => useSummary.getState().open(view.id)
  useDeskKey('summary', shown ? open : null)
  if (!shown) return null
  return (
    <Tooltip title={`${summary.title}  Alt + M`}>
      <Button
        size="small"
        className="conversation-action"
        aria-keyshortcuts={shortcutOf('summary')}
        data-done={view.staff?.summarised}
        onClick={open}
      >
        <Icon name={view.staff?.summarised ? 'check' : 'file'} small />
        <span className="conversation-action-word">{summary.open}</span>
      </Button>
    </Tooltip>
  )
}
