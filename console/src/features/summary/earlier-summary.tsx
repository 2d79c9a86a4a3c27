import type { EarlierView } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'
import './earlier-summary.css'

/** What an agent wrote about an earlier dialogue: its category, its gist, whether it is solved. */
export function EarlierSummary({ summary }: { summary: NonNullable<EarlierView['summaries']>[number] }) {
  const { summary: words } = useTexts()
  const { categoryPath, content, solved, followUp } = summary
  return (
    <span className="earlier-summary">
      {categoryPath.length > 0 && <span className="earlier-summary-category">{categoryPath.join(' › ')}</span>}
      {solved !== null && <span data-solved={solved}>{solved ? words.solved : words.unsolved}</span>}
      {followUp && <span data-solved={false}>{words.followUp}</span>}
      {content !== '' && <span className="earlier-summary-text">{content}</span>}
    </span>
  )
}
