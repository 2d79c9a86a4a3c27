import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'
import { EmptyDrawing } from '../desk/empty-drawing'
import { useStore } from '../desk/use-store'
import './conversation.css'

/** The middle while no dialogue is open. */
export function NothingPicked() {
  const { desk: texts } = useTexts()
  const { book } = useDesk()
  const any = useStore(book).length > 0
  return (
    <main className="conversation conversation-empty">
      <EmptyDrawing />
      <p className="list-face-title">{any ? texts.pickTitle : texts.emptyTitle}</p>
      {any && <p>{texts.pickHint}</p>}
    </main>
  )
}
