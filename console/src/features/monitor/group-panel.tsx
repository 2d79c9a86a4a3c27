import type { BoardAgent, BoardGroup, BoardView } from '@keqiao/contract'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useThresholds } from '../desk/use-thresholds'
import { formatWaiting } from '../desk/waiting-time'
import { agentsOf, lineUrgency } from './alarms'
import type { QueueBar } from './queue-bars'
import { lampOf, useMaySteer } from './steering'

interface GroupPanelProps {
  group: BoardGroup
  board: BoardView
  bars: readonly QueueBar[]
  now: number
  onSteer: (agentId: string) => void
}

/** One group: its line, its dialogues, who serves it and with what load. */
export function GroupPanel({ group, board, bars, now, onSteer }: GroupPanelProps) {
  const { monitor } = useTexts()
  const words = monitor.group
  const limits = useThresholds()
  const urgency = lineUrgency(group.longestWaitSince, now, limits)
  const agents = agentsOf(board, group.id)
  const all = board.agents.filter(({ groupIds }) => groupIds.some((id) => id === group.id))
  const capacity = agents.reduce((sum, agent) => (agent.status === 'away' ? sum : sum + agent.capacity), 0)
  const count = (status: BoardAgent['status']) => agents.filter((agent) => agent.status === status).length
  return (
    <section className="group-panel" data-urgency={urgency} aria-label={group.name}>
      <header>
        <h3 className="ellipsis">{group.name}</h3>
        {urgency !== 'calm' && (
          <span className="group-late" data-urgency={urgency}>
            <Icon name={urgency === 'red' ? 'alert' : 'clock'} small />
            {words.late(monitor.limit(limits.laterReply[urgency === 'red' ? 'redMs' : 'amberMs'] / 1_000))}
          </span>
        )}
        <span className="spacer" />
        <span className="group-accepted">{words.accepted(group.acceptedToday, group.acceptedLastHour)}</span>
      </header>
      <dl className="group-figures">
        <div>
          <dt>{words.waiting}</dt>
          <dd data-urgency={urgency} data-none={group.waitingCount === 0}>
            {group.waitingCount}
          </dd>
        </div>
        <div>
          <dt>{words.longest}</dt>
          <dd data-urgency={urgency} data-none={group.longestWaitSince === null}>
            {group.longestWaitSince === null ? '—' : formatWaiting(now - group.longestWaitSince)}
          </dd>
        </div>
        <div>
          <dt>{words.open}</dt>
          <dd>
            {group.openCount}
            <small>/ {capacity}</small>
          </dd>
        </div>
        <div className="group-past">
          <dt>{words.past}</dt>
          <dd>
            <Spark bars={bars} groupId={group.id} />
          </dd>
        </div>
      </dl>
      <p className="group-status">
        {(['online', 'busy', 'away'] as const).map((status) => (
          <span key={status}>
            <span className={lampOf[status]} />
            {monitor.status[status]} {count(status)}
          </span>
        ))}
        {all.length > agents.length && (
          <span className="group-gone">{words.notConnected(all.length - agents.length)}</span>
        )}
      </p>
      {all.length === 0 && <p className="group-none">{words.noAgents}</p>}
      <ul>
        {agents.map((agent) => (
          <AgentRow key={agent.id} agent={agent} now={now} onSteer={onSteer} />
        ))}
      </ul>
    </section>
  )
}

/** Two hours in the space of a word. */
function Spark({ bars, groupId }: { bars: readonly QueueBar[]; groupId: string }) {
  const values = bars.map(({ byGroup }) => byGroup.get(groupId) ?? 0)
  const most = Math.max(1, ...values)
  return (
    <svg className="spark" width={bars.length * 4} height={26} aria-hidden="true">
      {values.map((value, index) => {
        const height = value === 0 ? 1 : Math.max(3, Math.round((value / most) * 24))
        const last = index === values.length - 1
        return <rect key={index} x={index * 4} y={25 - height} width={3} height={height} data-now={last} />
      })}
    </svg>
  )
}

function AgentRow({ agent, now, onSteer }: { agent: BoardAgent; now: number; onSteer: (agentId: string) => void }) {
  const { monitor } = useTexts()
  const maySteer = useMaySteer()
  const { id, nickname, status, statusSince, active, capacity } = agent
  const full = active >= capacity
  const away = status === 'away' && active === 0
  const facts = (
    <>
      <span className={lampOf[status]} />
      <span className="heard-only">{monitor.status[status]}</span>
      <span className="agent-name ellipsis">{nickname}</span>
      {away ? (
        <span className="agent-away">
          {monitor.status.away} {formatWaiting(now - statusSince)}
        </span>
      ) : (
        <>
          <Load active={active} capacity={capacity} />
          <span className="agent-load" data-full={full}>
            {active}/{capacity}
          </span>
          <span className="agent-note ellipsis">{full ? monitor.group.full : ''}</span>
        </>
      )}
    </>
  )
  return (
    <li>
      {maySteer ? (
        <button type="button" title={monitor.steer.open(nickname)} onClick={() => onSteer(id)}>
          {facts}
        </button>
      ) : (
        <span className="agent-row">{facts}</span>
      )}
    </li>
  )
}

function Load({ active, capacity }: { active: number; capacity: number }) {
  const share = capacity === 0 ? (active > 0 ? 1 : 0) : Math.min(1, active / capacity)
  return (
    <span className="load-bar" data-full={active >= capacity}>
      <i style={{ width: `${Math.round(share * 100)}%` }} />
    </span>
  )
}
