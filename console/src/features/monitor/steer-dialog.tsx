import type { BoardAgent, BoardView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useChange } from '../manage/use-asked'
import { lampOf } from './steering'

interface SteerDialogProps {
  /** Null: nobody is steered just now. */
  agent: BoardAgent | null
  board: BoardView
  onDone: () => void
}

const maxCapacity = 500
const statuses = ['online', 'busy', 'away'] as const

/** RTE-15: status, 最大接线量 and groups of an agent, from the board. */
export function SteerDialog({ agent, board, onDone }: SteerDialogProps) {
  const { monitor } = useTexts()
  return (
    <Dialog
      open={agent !== null}
      width={400}
      title={agent ? monitor.steer.title(agent.nickname) : ''}
      close={{ label: monitor.steer.cancel, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {agent && <SteerForm key={agent.id} agent={agent} board={board} onDone={onDone} />}
    </Dialog>
  )
}

interface Wanted {
  readonly status: BoardAgent['status']
  readonly capacity: string
  readonly groupIds: readonly BoardAgent['groupIds'][number][]
}

/** Whole numbers only; null: it is none, or too large. */
function capacityOf(text: string): number | null {
  const value = /^\d{1,3}$/.test(text.trim()) ? Number(text) : null
  return value !== null && value <= maxCapacity ? value : null
}

function SteerForm({ agent, board, onDone }: { agent: BoardAgent; board: BoardView; onDone: () => void }) {
  const texts = useTexts()
  const { steer, status: statusWords } = texts.monitor
  const { message } = App.useApp()
  const { busy, save } = useSteering(agent)
  // What was changed here; everything else is as the board says, which may change meanwhile.
  const [changes, setChanges] = useState<Partial<Wanted>>({})
  const wanted: Wanted = { status: agent.status, capacity: `${agent.capacity}`, groupIds: agent.groupIds, ...changes }
  const capacity = capacityOf(wanted.capacity)
  const submit = async () => {
    if (busy || capacity === null) return
    const code = await save({ ...changes, ...(changes.capacity !== undefined && { capacity }) })
    if (code === null) {
      void message.success(steer.saved(agent.nickname))
      return onDone()
    }
    void message.error(code === 'not_found' ? steer.unknown : errorWords(texts, code))
  }
  return (
    <form
      className="steer"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <fieldset>
        <legend>{steer.status}</legend>
        <div className="steer-statuses">
          {statuses.map((status) => (
            <label key={status}>
              <input
                type="radio"
                name="status"
                checked={wanted.status === status}
                onChange={() => setChanges({ ...changes, status })}
              />
              <span className={lampOf[status]} />
              {statusWords[status]}
            </label>
          ))}
        </div>
        <small>{steer.statusHint}</small>
      </fieldset>
      <label className="steer-capacity">
        <span>{steer.capacity}</span>
        <input
          inputMode="numeric"
          value={wanted.capacity}
          aria-invalid={capacity === null}
          onChange={({ target }) => setChanges({ ...changes, capacity: target.value })}
        />
        {capacity === null && <em role="alert">{steer.invalid}</em>}
      </label>
      <fieldset>
        <legend>{steer.groups}</legend>
        <div className="steer-groups">
          {board.groups.map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={wanted.groupIds.includes(id)}
                onChange={({ target }) =>
                  setChanges({
                    ...changes,
                    groupIds: target.checked ? [...wanted.groupIds, id] : wanted.groupIds.filter((each) => each !== id),
                  })
                }
              />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="dialog-foot">
        <Button onClick={onDone}>{steer.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={busy} disabled={capacity === null}>
          {steer.save}
        </Button>
      </div>
    </form>
  )
}

interface Changes {
  readonly status?: BoardAgent['status']
  readonly capacity?: number | string
  readonly groupIds?: Wanted['groupIds']
}

/** Says what was changed, and only that. The result is the code of what was refused, or null. */
function useSteering({ id: memberId, status: before }: BoardAgent) {
  const change = useChange()
  const [busy, setBusy] = useState(false)
  const save = async ({ status, capacity, groupIds }: Changes): Promise<string | null> => {
    setBusy(true)
    const work = { ...(typeof capacity === 'number' && { capacity }), ...(groupIds && { groupIds: [...groupIds] }) }
    const worked = Object.keys(work).length === 0 ? null : await change('monitor.setWork', { memberId, ...work })
    const said =
      status === undefined || status === before || worked?.ok === false
        ? null
        : await change('monitor.setPresence', { memberId, status })
    setBusy(false)
    const refused = [worked, said].find((reply) => reply?.ok === false)
    return refused && !refused.ok ? refused.error.code : null
  }
  return { busy, save }
}
