import { errorWords } from '../../../i18n/error-words'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'

interface ThreadStatusProps {
  loading: boolean
  /** Code of the refusal for which the history above is missing. */
  failed: string | null
  /** Unread messages that begin above the window. */
  unreadAbove: number
  onRetry: () => void
  onUnread: () => void
}

/** What floats above the thread. Its place is absolute: as a row it would come and go with what it announces. */
export function ThreadStatus({ loading, failed, unreadAbove, onRetry, onUnread }: ThreadStatusProps) {
  const texts = useTexts()
  if (loading) return <div className="thread-older">{texts.conversation.older}</div>
  if (failed !== null) {
    return (
      <div className="thread-older" role="alert" title={errorWords(texts, failed)}>
        {texts.conversation.olderFailed}{' '}
        <button type="button" className="thread-older-retry" onClick={onRetry}>
          {texts.conversation.retry}
        </button>
      </div>
    )
  }
  if (unreadAbove === 0) return null
  return (
    <button type="button" className="thread-to-end thread-to-unread" onClick={onUnread}>
      <Icon name="arrowUp" small />
      {texts.history.toUnread(unreadAbove)}
    </button>
  )
}
