import type { BoardView } from '@keqiao/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { clockTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { useServerNow } from '../desk/clock'
import { useDesk } from '../desk/desk-context'
import { useStore } from '../desk/use-store'
import { useAsked } from '../manage/use-asked'
import { useThresholds } from '../desk/use-thresholds'
import { alarmsOf } from './alarms'
import { BoardFaces, NoGroups } from './board-faces'
import { useBoard } from './board-context'
import { Figures } from './figures'
import { GroupPanel } from './group-panel'
import type { BoardSearch } from './monitor-search'
import { queueBars, waitingAt } from './queue-bars'
import { QueueChart } from './queue-chart'
import { SidePanel } from './side-panel'
import { SteerDialog } from './steer-dialog'

/** Samples are a minute old at most; what is newer is on the board itself. */
const historyEveryMs = 60_000
const tenMinutesMs = 600_000

/** 分组信息监控 (MGT-16). */
export function BoardPage() {
  const { state, reload } = useBoard()
  if (!state.board) return <BoardFaces error={state.error} onRetry={reload} />
  return <BoardOf board={state.board} at={state.at} />
}

function BoardOf({ board, at }: { board: BoardView; at: number | null }) {
  const { monitor } = useTexts()
  const language = useLanguageTag()
  const { client } = useDesk()
  const search = useSearch({ strict: false }) as BoardSearch
  const connected = useStore(client.state).status === 'connected'
  const now = useServerNow()
  const history = useAsked('monitor.queueHistory', {}, historyEveryMs)
  const [steeredId, setSteeredId] = useState<string | null>(null)
  const samples = history.data?.samples ?? []
  const bars = queueBars(samples, board.groups, now)
  const limits = useThresholds()
  const alarms = alarmsOf(board, now, limits)
  const shown = shownGroups(
    board,
    search,
    alarms.flatMap((alarm) => ('group' in alarm ? alarm.group.id : [])),
  )
  const steered = board.agents.find(({ id }) => id === steeredId) ?? null
  return (
    <div className="monitor-areas">
      <main className="monitor-main">
        <header className="monitor-head">
          <h2>{monitor.boardTitle}</h2>
          <span className="monitor-live" data-stale={!connected} role="status">
            <span className={connected ? 'lamp' : 'lamp lamp-amber'} />
            {connected && at !== null ? monitor.live(clockTime(at, language)) : monitor.stale}
          </span>
          <span className="spacer" />
          <BoardConditions board={board} search={search} />
        </header>
        <div className="monitor-scroll">
          <Figures
            board={board}
            now={now}
            before={history.data ? waitingAt(samples, history.data.since, now - tenMinutesMs) : null}
          />
          {board.groups.length === 0 && <NoGroups />}
          <div className="group-panels">
            {shown.map((group) => (
              <GroupPanel key={group.id} group={group} board={board} bars={bars} now={now} onSteer={setSteeredId} />
            ))}
          </div>
          <QueueChart
            bars={bars}
            groups={board.groups}
            failed={history.isError}
            onRetry={() => void history.refetch()}
          />
        </div>
      </main>
      <SidePanel board={board} alarms={alarms} now={now} onSteer={setSteeredId} />
      <SteerDialog agent={steered} board={board} onDone={() => setSteeredId(null)} />
    </div>
  )
}

/** The groups that are asked for, in the order that is asked for. */
function shownGroups({ groups }: BoardView, { group, sort }: BoardSearch, alarmed: readonly string[]) {
  const wanted = group === undefined ? groups : groups.filter(({ id }) => id === group)
  const byName = wanted.toSorted((one, other) => one.name.localeCompare(other.name))
  if (sort === 'name') return byName
  if (sort === 'waiting') return byName.toSorted((one, other) => other.waitingCount - one.waitingCount)
  const rank = (id: string) => (alarmed.includes(id) ? alarmed.indexOf(id) : alarmed.length)
  return byName.toSorted((one, other) => rank(one.id) - rank(other.id))
}

function BoardConditions({ board, search }: { board: BoardView; search: BoardSearch }) {
  const { monitor } = useTexts()
  const navigate = useNavigate()
  const change = (next: BoardSearch) => void navigate({ to: '/monitor', search: next, replace: true })
  const { group, sort } = search
  return (
    <>
      <select
        className="monitor-select"
        aria-label={monitor.dialogues.group}
        value={group ?? ''}
        onChange={({ target }) =>
          change({ ...(target.value !== '' && { group: target.value }), ...(sort && { sort }) })
        }
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
        aria-label={monitor.sort.label}
        value={sort ?? 'alarms'}
        onChange={({ target: { value } }) =>
          change({
            ...(group !== undefined && { group }),
            ...((value === 'name' || value === 'waiting') && { sort: value }),
          })
        }
      >
        <option value="alarms">{monitor.sort.alarms}</option>
        <option value="waiting">{monitor.sort.waiting}</option>
        <option value="name">{monitor.sort.name}</option>
      </select>
    </>
  )
}
