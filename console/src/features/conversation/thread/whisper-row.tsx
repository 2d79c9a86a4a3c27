import { clockTime, useLanguageTag } from '../../../i18n/format'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import type { ThreadItem } from './thread-items'

/** 悄悄话 (MGT-17): from a supervisor to the agent; it must never be taken for something the visitor reads. */
export function WhisperRow({ item }: { item: Extract<ThreadItem, { kind: 'whisper' }> }) {
  const { monitor } = useTexts()
  const language = useLanguageTag()
  if (item.text === null) {
    return (
      <div className="system-row">
        <time>{clockTime(item.at, language)}</time> {monitor.whisper.hidden}
      </div>
    )
  }
  return (
    <div className="note-row">
      <div className="note-box whisper-note">
        <div className="note-head">
          <Icon name="eye" small />
          <span className="ellipsis">
            {item.toReader ? monitor.whisper.toYou : monitor.whisper.title} · {item.author}
          </span>
          <time>{clockTime(item.at, language)}</time>
          <span className="spacer" />
          <span className="note-hidden">{monitor.whisper.hiddenFromVisitor}</span>
        </div>
        <div className="note-text">{item.text}</div>
      </div>
    </div>
  )
}
