import { useTexts } from '../../i18n/language'
import type { useMentionQuick } from './use-mention-quick'

/** Colleagues to mention, above the composer. The focus stays in the text. */
export function MentionQuick({ quick }: { quick: ReturnType<typeof useMentionQuick> }) {
  const { staffNotices, presence, members } = useTexts()
  const { consult: words } = staffNotices
  const { shown, found, at, choose, pick } = quick
  if (!shown) return null
  return (
    <div className="phrase-quick">
      <ul role="listbox" aria-label={words.ask}>
        {found.map(({ id, nickname, status, connected }, index) => (
          <li
            key={id}
            role="option"
            aria-selected={index === at}
            onPointerMove={() => choose(index)}
            onPointerDown={(event) => {
              event.preventDefault()
              pick(index)
            }}
          >
            <span className="phrase-quick-code">@</span>
            <span className="phrase-quick-title ellipsis">{nickname}</span>
            <span className="phrase-quick-text">{connected ? presence[status] : members.notConnected}</span>
          </li>
        ))}
      </ul>
      <p className="phrase-quick-hint">{words.hint}</p>
    </div>
  )
}
