import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { OthersDialogues } from '../routing/others-dialogues'
import { WaitingLine } from '../routing/waiting-line'
import { useWhose } from '../routing/whose-dialogues'
import { ClearAll } from './clear-all'
import { ClearDialogue } from './clear-dialogue'
import { useDesk } from './desk-context'
import { DialogueRow } from './dialogue-row'
import { useKeysSheet } from './keys-sheet-state'
import { ListHead } from './list-head'
import { useListView } from './list-view'
import type { Rows } from './use-rows'
import { useStore } from './use-store'
import './dialogue-list.css'

/** The left area: the waiting line and the agent's dialogues in their sections. */
export function DialogueList({ rows, onFirst }: { rows: Rows; onFirst: () => void }) {
  const texts = useTexts()
  const whose = useWhose((state) => state.whose)
  return (
    <aside className="dialogue-list" aria-label={texts.desk.dialogues}>
      <ListHead onFirst={onFirst} />
      <div
        className="dialogue-list-body"
        onPointerEnter={(event) => event.pointerType === 'mouse' && rows.hold(true)}
        onPointerLeave={() => rows.hold(false)}
      >
        {whose.kind === 'mine' ? (
          <>
            <WaitingLine />
            <Sections rows={rows} />
          </>
        ) : (
          <OthersDialogues key={whose.kind === 'colleague' ? whose.id : 'line'} whose={whose} />
        )}
      </div>
      <div className="dialogue-list-foot">
        <button
          type="button"
          className="plain-button dialogue-list-keys"
          title={`${texts.shortcuts.open}  ?`}
          onClick={() => useKeysSheet.setState({ open: true })}
        >
          <Icon name="keys" small />
          <span>
            <kbd>Alt</kbd> <kbd>↑</kbd>
            <kbd>↓</kbd> <span className="dialogue-list-keys-words">{texts.desk.switchHint}</span>
          </span>
          <span className="heard-only">{texts.desk.allKeys}</span>
        </button>
        <span className="spacer" />
        <ClearAll />
      </div>
      <ClearDialogue />
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
  if (rows.isFiltered) return <NoneFound />
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

/** Nothing matches the search: the way back to all of them. */
function NoneFound() {
  const { list } = useTexts()
  const showAll = useListView((state) => state.showAll)
  return (
    <div className="list-face" role="status">
      <p>{list.noneFound}</p>
      <button type="button" className="small-button" onClick={showAll}>
        {list.showAll}
      </button>
    </div>
  )
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
