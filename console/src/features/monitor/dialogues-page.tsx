import type { BoardDialogue, BoardView } from '@keqiao/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { previewText } from '../card/preview-text'
import { EmptyDrawing } from '../desk/empty-drawing'
import { WaitingTime } from '../desk/waiting-time-chip'
import { BoardFaces } from './board-faces'
import { useBoard } from './board-context'
import type { DialoguesSearch } from './monitor-search'
import { useMaySupervise } from './steering'
import { WatchedPane } from './watched-pane'
import { WatchesDialog } from './watches-dialog'

/** All dialogues that go on, the longest wait first, and the one that is listened to (MGT-17). */
export function DialoguesPage() {
  const { state, reload } = useBoard()
  const search = useSearch({ strict: false }) as DialoguesSearch
  const navigate = useNavigate()
  const maySupervise = useMaySupervise()
  if (!state.board) return <BoardFaces error={state.error} onRetry={reload} />
  const { board } = state
  const go = (next: DialoguesSearch) => void navigate({ to: '/monitor/dialogues', search: next })
  const { dialogue: listened, ...conditions } = search
  const { dialogue: _none, ...others } = search
  const picked = maySupervise ? listened : undefined
  return (
    <div className="watch-areas" data-picked={picked !== undefined}>
      <DialogueRows
        board={board}
        search={search}
        onChange={(next) => go({ ...next, ...(listened !== undefined && { dialogue: listened }) })}
        onPick={maySupervise ? (id) => go({ ...conditions, dialogue: id }) : null}
      />
      {picked === undefined ? (
        <NothingListened />
      ) : (
        <WatchedPane
          key={picked}
          conversationId={picked}
          listed={board.dialogues.find(({ id }) => id === picked)}
          onClose={() => go(others)}
        />
      )}
    </div>
  )
}

function NothingListened() {
  const { dialogues } = useTexts().monitor
  return (
    <main className="conversation conversation-empty">
      <EmptyDrawing />
      <p>{dialogues.pick}</p>
      <small>{dialogues.pickHint}</small>
    </main>
  )
}

interface DialogueRowsProps {
  board: BoardView
  search: DialoguesSearch
  onChange: (search: DialoguesSearch) => void
  onPick: ((id: string) => void) | null
}

const fits = ({ groupId, agent, unansweredSince }: BoardDialogue, search: DialoguesSearch) =>
  (search.group === undefined || groupId === search.group) &&
  (search.agent === undefined || agent.id === search.agent) &&
  (!search.waiting || unansweredSince !== null)

/** Whose visitor waits for an answer first, longest first; then those that were begun last. */
const byWait = (one: BoardDialogue, other: BoardDialogue) =>
  (one.unansweredSince ?? Infinity) - (other.unansweredSince ?? Infinity) || other.openedAt - one.openedAt || 0

function DialogueRows({ board, search, onChange, onPick }: DialogueRowsProps) {
  const { monitor } = useTexts()
  const words = monitor.dialogues
  const [showsWatches, setShowsWatches] = useState(false)
  const { dialogue: listened, ...conditions } = search
  const shown = board.dialogues.filter((each) => fits(each, search)).toSorted(byWait)
  return (
    <section className="watch-list" aria-label={words.title}>
      <header>
        <h2>{words.title}</h2>
        <small role="status">{words.count(shown.length)}</small>
        <span className="spacer" />
        {onPick && (
          <button type="button" className="small-button" onClick={() => setShowsWatches(true)}>
            {words.listened}
          </button>
        )}
      </header>
      <Conditions board={board} conditions={conditions} onChange={onChange} />
      {shown.length === 0 ? (
        <div className="list-face">
          <p>{Object.keys(conditions).length === 0 ? words.none : words.noneFiltered}</p>
          {Object.keys(conditions).length > 0 && (
            <button type="button" className="small-button" onClick={() => onChange({})}>
              {words.clearFilter}
            </button>
          )}
        </div>
      ) : (
        <ul>
          {shown.map((each) => (
            <DialogueRow
              key={each.id}
              dialogue={each}
              group={board.groups.find(({ id }) => id === each.groupId)?.name ?? ''}
              picked={each.id === listened}
              onPick={onPick}
            />
          ))}
        </ul>
      )}
      <WatchesDialog open={showsWatches} onClose={() => setShowsWatches(false)} />
    </section>
  )
}

interface ConditionsProps {
  board: BoardView
  conditions: DialoguesSearch
  onChange: (search: DialoguesSearch) => void
}

function Conditions({ board, conditions, onChange }: ConditionsProps) {
  const { monitor } = useTexts()
  const { group: _group, ...withoutGroup } = conditions
  const { agent: _agent, ...withoutAgent } = conditions
  const { waiting: _waiting, ...withoutWaiting } = conditions
  return (
    <div className="watch-conditions">
      <select
        className="monitor-select"
        aria-label={monitor.dialogues.group}
        value={conditions.group ?? ''}
        onChange={({ target: { value } }) => onChange(value === '' ? withoutGroup : { ...conditions, group: value })}
      >
        <option value="">{monitor.allGroups}</option>
        {board.groups.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="monitor-select"
        aria-label={monitor.dialogues.agent}
        value={conditions.agent ?? ''}
        onChange={({ target: { value } }) => onChange(value === '' ? withoutAgent : { ...conditions, agent: value })}
      >
        <option value="">{monitor.allAgents}</option>
        {board.agents.map(({ id, nickname }) => (
          <option key={id} value={id}>
            {nickname}
          </option>
        ))}
      </select>
      <label>
        <input
          type="checkbox"
          checked={conditions.waiting === true}
          onChange={({ target }) => onChange(target.checked ? { ...conditions, waiting: true } : withoutWaiting)}
        />
        {monitor.dialogues.waitingOnly}
      </label>
    </div>
  )
}

interface DialogueRowProps {
  dialogue: BoardDialogue
  group: string
  picked: boolean
  onPick: ((id: string) => void) | null
}

function DialogueRow({ dialogue, group, picked, onPick }: DialogueRowProps) {
  const texts = useTexts()
  const { roomNumber, agent, unansweredSince, answeredBefore, lastText } = dialogue
  return (
    <li>
      <button
        type="button"
        className="watch-row"
        aria-pressed={picked}
        disabled={!onPick}
        onClick={() => onPick?.(dialogue.id)}
      >
        <span className="watch-row-top">
          <span className="ellipsis">{texts.conversation.room(roomNumber)}</span>
          <span className="side-tag ellipsis">{group}</span>
          <span className="spacer" />
          {unansweredSince !== null && <WaitingTime since={unansweredSince} answeredBefore={answeredBefore} />}
        </span>
        <span className="watch-row-line">
          <span className="watch-row-agent">{agent.nickname}</span>
          <span className="ellipsis">{previewText(lastText, texts)}</span>
        </span>
      </button>
    </li>
  )
}
