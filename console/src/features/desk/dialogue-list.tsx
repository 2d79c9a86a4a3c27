import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { WaitingLine } from '../routing/waiting-line'
import { ClearAll } from './clear-all'
import { useDesk } from './desk-context'
import { DialogueRow } from './dialogue-row'
import { useKeysSheet } from './keys-sheet-state'
import type { Rows } from './use-rows'
import { useStore } from './use-store'
import './dialogue-list.css'

/** The left area: the waiting line and the agent's dialogues in their sections. */
export function DialogueList({ rows }: { rows: Rows }) {
  const texts = useTexts()
  const { desk } = useDesk()
  const { desk: view } = useStore(desk)
  return (
    <aside className="dialogue-list" aria-label={texts.desk.dialogues}>
      <div className="dialogue-list-head">
        <h2>{texts.desk.dialogues}</h2>
        {view && (
          <span title={texts.desk.load(view.active, view.capacity)}>
            {view.active} / {view.capacity}
          </span>
        )}
        <span className="spacer" />
        <ClearAll />
      </div>
      <div
        className="dialogue-list-body"
        onPointerEnter={(event) => event.pointerType === 'mouse' && rows.hold(true)}
        onPointerLeave={() => rows.hold(false)}
      >
        <WaitingLine />
        <Sections rows={rows} />
      </div>
      <div className="dialogue-list-foot">
        <Icon name="keys" small />
        <span className="dialogue-list-keys">
          <kbd>Alt</kbd> <kbd>↑</kbd>
          <kbd>↓</kbd> {texts.desk.switchHint}
        </span>
        <span className="spacer" />
        <button type="button" className="plain-button" onClick={() => useKeysSheet.setState({ open: true })}>
          {texts.desk.allKeys}
        </button>
      </div>
    </aside>
  )
}

function Sections({ rows }: { rows: Rows }) {
  const texts = useTexts()
  const { desk } = useDesk()
  const { desk: view, error, own } = useStore(desk)
  const filled = rows.sections.filter((section) => section.rows.length > 0)
  if (filled.length > 0) {
    return filled.map(({ name, rows: dialogues }) => (
      <section key={name} aria-labelledby={`section-${name}`}>
        <h3 id={`section-${name}`} className="list-section">
          {texts.desk.sections[name]} <span>{dialogues.length}</span>
        </h3>
        <ul>
          {dialogues.map((dialogue) => (
            <DialogueRow key={dialogue.id} dialogue={dialogue} />
          ))}
        </ul>
      </section>
    ))
  }
  if (!view && error) {
    return (
      <div className="list-face" role="alert">
        <p>{texts.desk.loadFailed}</p>
        <button type="button" className="small-button" onClick={() => desk.refresh()}>
          {texts.conversation.retry}
        </button>
        <p className="list-face-code">{error.code}</p>
      </div>
    )
  }
  if (!view || own.length > 0) return <LoadingRows />
  // What to do about it stands in the middle, which is empty too.
  return <p className="list-face">{texts.desk.emptyTitle}</p>
}

/** Grey bars of the real row height; they fade in late, so that a quick answer never shows them. */
function LoadingRows() {
  const texts = useTexts()
  return (
    <div className="loading-rows" role="status" aria-label={texts.desk.loading}>
      {['w1', 'w2', 'w3'].map((width) => (
        <div key={width} className="loading-row">
          <span />
          <span className={width} />
        </div>
      ))}
    </div>
  )
}
