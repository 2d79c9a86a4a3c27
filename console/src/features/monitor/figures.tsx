import type { BoardView } from '@keqiao/contract'
import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/language'
import { useThresholds } from '../desk/use-thresholds'
import { formatWaiting, urgencyOf, type Urgency } from '../desk/waiting-time'
import { lineUrgency } from './alarms'

interface FiguresProps {
  board: BoardView
  now: number
  /** How many waited ten minutes ago; null: not known. */
  before: number | null
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** The strip on top: the merchant, or all groups of the reader, as one. */
export function Figures({ board, now, before }: FiguresProps) {
  const { monitor } = useTexts()
  const { figures } = monitor
  const limits = useThresholds()
  const { groups, dialogues } = board
  const agents = board.agents.filter(({ connected }) => connected)
  const waiting = sum(groups.map(({ waitingCount }) => waitingCount))
  const first = groups
    .filter(({ longestWaitSince }) => longestWaitSince !== null)
    .toSorted((one, other) => (one.longestWaitSince ?? now) - (other.longestWaitSince ?? now))[0]
  const since = first?.longestWaitSince ?? null
  const open = sum(groups.map(({ openCount }) => openCount))
  const working = agents.filter(({ status }) => status !== 'away')
  const capacity = sum(working.map((agent) => agent.capacity))
  const count = (status: 'online' | 'busy' | 'away') => agents.filter((agent) => agent.status === status).length
  const unanswered = dialogues.filter(({ unansweredSince }) => unansweredSince !== null)
  const late = unanswered.filter(
    ({ unansweredSince, answeredBefore }) =>
      urgencyOf(now - (unansweredSince ?? now), answeredBefore, limits) === 'red',
  ).length
  return (
    <dl className="figures">
      <Figure
        name={figures.waiting}
        value={waiting}
        fact={before === null ? '' : figures.sinceTenMinutes(signed(waiting - before))}
      />
      <Figure
        name={figures.longest}
        value={since === null ? '—' : formatWaiting(now - since)}
        urgency={lineUrgency(since, now, limits)}
        fact={first?.name}
      />
      <Figure
        name={figures.open}
        value={open}
        fact={figures.used(capacity, capacity === 0 ? 0 : Math.round((open / capacity) * 100))}
      />
      <Figure
        name={figures.agents}
        title={monitor.agentsNote}
        value={agents.length}
        fact={figures.byStatus(count('online'), count('busy'), count('away'))}
      />
      <Figure
        name={figures.acceptedToday}
        value={sum(groups.map(({ acceptedToday }) => acceptedToday))}
        fact={figures.lastHour(sum(groups.map(({ acceptedLastHour }) => acceptedLastHour)))}
      />
      <Figure
        name={figures.unanswered}
        value={unanswered.length}
        urgency={late > 0 ? 'red' : 'calm'}
        fact={late > 0 ? figures.late(late) : ''}
      />
    </dl>
  )
}

const signed = (change: number) => (change > 0 ? `+${change}` : change < 0 ? `−${-change}` : '±0')

interface FigureProps {
  name: string
  value: number | string
  fact: ReactNode
  title?: string
  urgency?: Urgency
}

function Figure({ name, value, fact, title, urgency = 'calm' }: FigureProps) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>
        <b data-urgency={urgency}>{value}</b>
        <span className="ellipsis">{fact}</span>
      </dd>
    </div>
  )
}
