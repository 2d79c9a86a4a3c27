import type { ColleaguesView } from '@keqiao/contract'
import { useId } from 'react'
import { useTexts } from '../../i18n/language'
import { Avatar } from '../member/avatar'

type Agent = ColleaguesView['agents'][number]

/** Where the dialogue is to go. */
export interface TransferChoice {
  readonly kind: 'member' | 'group'
  readonly id: string
  readonly name: string
}

interface ChoicesProps {
  colleagues: ColleaguesView
  chosen: string | null
  onChoose: (choice: TransferChoice) => void
}

/** G4: who is 离开 or not connected takes nobody over. */
const mayTake = ({ status, connected }: Agent) => connected && status !== 'away'

const lampOf = (agent: Agent) => {
  if (!mayTake(agent)) return 'lamp lamp-grey'
  return agent.status === 'online' ? 'lamp' : 'lamp lamp-amber'
}

const shareOf = ({ active, capacity }: Agent) => (capacity === 0 ? Infinity : active / capacity)

/** Whoever can take it first, of those the least loaded first. */
const inOrder = (agents: readonly Agent[]) =>
  agents.toSorted((a, b) => Number(mayTake(b)) - Number(mayTake(a)) || shareOf(a) - shareOf(b))

/** Colleagues with status and load. Arrow keys move, as in any group of radio buttons. */
export function AgentChoices({ colleagues, chosen, onChoose }: ChoicesProps) {
  const { transfer, presence } = useTexts()
  const name = useId()
  if (colleagues.agents.length === 0) return <p className="transfer-quiet">{transfer.noAgents}</p>
  const groupNames = new Map(colleagues.groups.map((group) => [group.id, group.name]))
  return (
    <div className="transfer-choices" role="radiogroup" aria-label={transfer.toAgent}>
      {inOrder(colleagues.agents).map((agent) => (
        <label key={agent.id} className="transfer-choice" data-disabled={!mayTake(agent)}>
          <input
            type="radio"
            name={name}
            checked={chosen === agent.id}
            disabled={!mayTake(agent)}
            onChange={() => onChoose({ kind: 'member', id: agent.id, name: agent.nickname })}
          />
          <span className={lampOf(agent)} aria-hidden="true" />
          <Avatar memberId={agent.id} name={agent.nickname} />
          <span className="transfer-name ellipsis">{agent.nickname}</span>
          <span className="transfer-groups ellipsis">
            {agent.groupIds.flatMap((id) => groupNames.get(id) ?? []).join(' · ')}
          </span>
          <span className="transfer-status">{agent.connected ? presence[agent.status] : transfer.offline}</span>
          <span className="transfer-load" data-full={agent.active >= agent.capacity}>
            {transfer.load(agent.active, agent.capacity)}
          </span>
        </label>
      ))}
    </div>
  )
}

/** Groups, with who waits there and who could take it. */
export function GroupChoices({ colleagues, chosen, onChoose, current }: ChoicesProps & { current: string }) {
  const { transfer } = useTexts()
  const name = useId()
  return (
    <div className="transfer-choices" role="radiogroup" aria-label={transfer.toGroup}>
      {colleagues.groups.map((group) => (
        <label key={group.id} className="transfer-choice">
          <input
            type="radio"
            name={name}
            checked={chosen === group.id}
            onChange={() => onChoose({ kind: 'group', id: group.id, name: group.name })}
          />
          <span className={group.onlineCount > 0 ? 'lamp' : 'lamp lamp-grey'} aria-hidden="true" />
          <span className="transfer-name ellipsis">{group.name}</span>
          <span className="transfer-groups">{group.id === current ? transfer.currentGroup : ''}</span>
          <span className="transfer-status">{transfer.online(group.onlineCount)}</span>
          <span className="transfer-load">{transfer.waiting(group.waitingCount)}</span>
        </label>
      ))}
    </div>
  )
}
