import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'

/** CON-13 消息预知: what the visitor is writing, or only that he is where the merchant switched the preview off. Its end is what matters, so a long text is cut at its beginning. */
export function DraftPreview({ draft, typing }: { draft: string; typing: boolean }) {
  const { composer } = useTexts()
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
        <bdi>{draft}</bdi>
      </em>
      <span className="draft-preview-label">{composer.preview}</span>
    </div>
  )
}
