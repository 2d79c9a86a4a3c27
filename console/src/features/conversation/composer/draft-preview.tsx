import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import { showInKnowledge } from '../../knowledge/knowledge-asked'
import { useDraftHits, type DraftHits } from '../../knowledge/use-draft-hits'

interface DraftPreviewProps {
  id: string
  draft: string
  typing: boolean
}

/** CON-13 消息预知: what the visitor is writing, or only that he is where the merchant switched the preview off. Its end is what matters, so a long text is cut at its beginning. */
export function DraftPreview({ id, draft, typing }: DraftPreviewProps) {
  const { composer } = useTexts()
  const hits = useDraftHits(draft)
  if (typing && draft === '') {
    return (
      <div className="draft-preview">
        <Icon name="pen" small />
        <span className="draft-preview-label">{composer.typing}…</span>
      </div>
    )
  }
  if (draft.trim() === '') return null
  return (
    <div className="draft-preview">
      <Icon name="pen" small />
      <span className="draft-preview-label">{composer.typing}</span>
      <em title={draft}>
        <bdi>
          <Hit id={id} draft={draft} hits={hits} />
        </bdi>
      </em>
      <span className="draft-preview-label">{composer.preview}</span>
    </div>
  )
}

/** Words the knowledge base knows are underlined; a click shows what it says. */
function Hit({ id, draft, hits }: { id: string; draft: string; hits: DraftHits }) {
  const { composer } = useTexts()
  let at = 0
  const pieces = hits.flatMap(({ offset, length, keyword }) => {
    if (offset < at) return []
    const before = draft.slice(at, offset)
    at = offset + length
    const words = draft.slice(offset, at)
    return [
      before,
      <button
        key={offset}
        type="button"
        className="draft-hit"
        title={composer.showHit(keyword)}
        onClick={() => showInKnowledge(id, keyword)}
      >
        {words}
      </button>,
    ]
  })
  return (
    <>
      {pieces}
      {draft.slice(at)}
    </>
  )
}
