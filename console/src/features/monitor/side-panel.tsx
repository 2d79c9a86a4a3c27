import type { BoardView, BoardWaiting } from '@keqiao/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useThresholds } from '../desk/use-thresholds'
import { formatWaiting } from '../desk/waiting-time'
import { AssignDialogue, type Assignable } from '../routing/assign-dialogue'
import { useMayAssign } from '../routing/use-take-over'
import { lineUrgency, longAbsent, type Alarm } from './alarms'
import { useMaySteer } from './steering'
import { longAbsenceMs, wholeMinutes } from './thresholds'

interface SidePanelProps {
  board: BoardView
  alarms: readonly Alarm[]
  now: number
  onSteer: (agentId: string) => void
}

/** Beside the board: what is wrong, who waits, who has been away for long; each with what follows. */
export function SidePanel({ board, alarms, now, onSteer }: SidePanelProps) {
  const { monitor } = useTexts()
  const mayAssign = useMayAssign()
  const maySteer = useMaySteer()
  const [assigning, setAssigning] = useState<Assignable | null>(null)
  const groupName = (id: string) => board.groups.find((group) => group.id === id)?.name ?? ''
  const waiting = board.waiting.toSorted((one, other) => one.since - other.since)
  const waitingCount = board.groups.reduce((sum, group) => sum + group.waitingCount, 0)
  const absent = longAbsent(board, now)
  const assign = mayAssign ? ({ id, roomNumber }: BoardWaiting) => setAssigning({ id, roomNumber, agent: null }) : null
  return (
    <aside className="monitor-side" aria-label={monitor.side}>
      <h3>
        {monitor.alarms.title}
        {alarms.length > 0 && <span className="alarm-count">{alarms.length}</span>}
      </h3>
      {alarms.length === 0 && <p className="side-none">{monitor.alarms.none}</p>}
      <ul>
        {alarms.map((alarm) => (
          <AlarmRow key={alarm.key} alarm={alarm} onAssign={assign} onSteer={maySteer ? onSteer : null} />
        ))}
      </ul>
      <h3>
        {monitor.waiting.title} <small>{waitingCount}</small>
      </h3>
      {waiting.length === 0 && <p className="side-none">{monitor.waiting.none}</p>}
      <ul>
        {waiting.map((each) => (
          <WaitingRow key={each.id} waiting={each} group={groupName(each.groupId)} now={now} onAssign={assign} />
        ))}
      </ul>
      <h3 title={monitor.absent.hint(wholeMinutes(longAbsenceMs))}>{monitor.absent.title}</h3>
      {absent.length === 0 && <p className="side-none">{monitor.absent.none}</p>}
      <ul>
        {absent.map(({ id, nickname, groupIds, statusSince }) => (
          <li key={id} className="side-row">
            <span className="lamp lamp-grey" />
            <span className="ellipsis">{nickname}</span>
            {groupIds[0] !== undefined && <span className="side-tag ellipsis">{groupName(groupIds[0])}</span>}
            <span className="spacer" />
            <span className="side-time">{formatWaiting(now - statusSince)}</span>
            {maySteer && (
              <button type="button" className="small-button" onClick={() => onSteer(id)}>
                {monitor.alarms.steer}
              </button>
            )}
          </li>
        ))}
      </ul>
      <AssignDialogue view={assigning} onDone={() => setAssigning(null)} />
    </aside>
  )
}

interface AlarmRowProps {
  alarm: Alarm
  onAssign: ((waiting: BoardWaiting) => void) | null
  onSteer: ((agentId: string) => void) | null
}

function AlarmRow({ alarm, onAssign, onSteer }: AlarmRowProps) {
  const { monitor, conversation } = useTexts()
  const navigate = useNavigate()
  const words = monitor.alarms
  const { title, text, action } = ((): { title: string; text: string; action: [string, () => void] | null } => {
    switch (alarm.kind) {
      case 'waiting': {
        const { first, group, waitedMs, limitMs } = alarm
        return {
          title: group.name,
          text: words.waiting(formatWaiting(waitedMs), monitor.limit(limitMs / 1_000)),
          action: first && onAssign ? [words.assign, () => onAssign(first)] : null,
        }
      }
      case 'full': {
        const { group, agents } = alarm
        const [agent] = agents
        return {
          title: group.name,
          text: agent ? words.full(group.waitingCount, agents.length) : words.unstaffed(group.waitingCount),
          action: agent && onSteer ? [words.steer, () => onSteer(agent.id)] : null,
        }
      }
      case 'reply': {
        const { dialogue, waitedMs } = alarm
        const look = () => void navigate({ to: '/monitor/dialogues', search: { dialogue: dialogue.id } })
        return {
          title: conversation.room(dialogue.roomNumber),
          text: words.reply(formatWaiting(waitedMs), dialogue.agent.nickname),
          action: [words.look, look],
        }
      }
    }
  })()
  return (
    <li className="alarm-row" data-urgency={alarm.urgency}>
      <Icon name={alarm.urgency === 'red' ? 'alert' : 'clock'} />
      <div>
        <b className="ellipsis">{title}</b>
        <p>{text}</p>
      </div>
      {action && (
        <button type="button" className="small-button" aria-label={`${action[0]} ${title}`} onClick={action[1]}>
          {action[0]}
        </button>
      )}
    </li>
  )
}

interface WaitingRowProps {
  waiting: BoardWaiting
  group: string
  now: number
  onAssign: ((waiting: BoardWaiting) => void) | null
}

function WaitingRow({ waiting, group, now, onAssign }: WaitingRowProps) {
  const { monitor, conversation } = useTexts()
  const room = conversation.room(waiting.roomNumber)
  const urgency = lineUrgency(waiting.since, now, useThresholds())
  return (
    <li className="side-row">
      <span>{room}</span>
      <span className="side-tag ellipsis">{group}</span>
      <span className="spacer" />
      <span className="side-time" data-urgency={urgency}>
        {urgency !== 'calm' && <Icon name={urgency === 'red' ? 'alert' : 'clock'} small />}
        {formatWaiting(now - waiting.since)}
      </span>
      {onAssign && (
        <button
          type="button"
          className="small-button"
          aria-label={monitor.waiting.assignThis(room)}
          onClick={() => onAssign(waiting)}
        >
          {monitor.waiting.assign}
        </button>
      )}
    </li>
  )
}
