import type { ConversationView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { AgentChoices, type TransferChoice } from './transfer-choices'
import { ColleaguesFailed } from './transfer-dialogue'
import { useColleagues } from './use-colleagues'
import './transfer-dialogue.css'

const reasonLength = 200

/** What is known of the dialogue that somebody is to go on with. */
export type Assignable = Pick<ConversationView, 'id' | 'roomNumber'> & {
  readonly agent: { readonly id: string } | null
}

interface AssignDialogueProps {
  /** Null: nothing is to be assigned just now. */
  view: Assignable | null
  onDone: () => void
}

/** 分配: an administrator says who goes on with a dialogue that waits or that somebody else holds. */
export function AssignDialogue({ view, onDone }: AssignDialogueProps) {
  const texts = useTexts()
  return (
    <Dialog
      open={view !== null}
      width={520}
      title={view ? texts.assign.title(texts.conversation.room(view.roomNumber)) : ''}
      close={{ label: texts.transfer.cancel, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {view && <AssignForm view={view} onDone={onDone} />}
    </Dialog>
  )
}

function AssignForm({ view, onDone }: { view: Assignable; onDone: () => void }) {
  const texts = useTexts()
  const { desk } = useDesk()
  const { message } = App.useApp()
  const { colleagues, failed, reload } = useColleagues()
  const [choice, setChoice] = useState<TransferChoice | null>(null)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  // Who holds it already is no choice.
  const others = colleagues && { ...colleagues, agents: colleagues.agents.filter(({ id }) => id !== view.agent?.id) }
  const chosen = others?.agents.find(({ id }) => id === choice?.id)

  const submit = async () => {
    if (busy || !choice) return
    setBusy(true)
    const reply = await desk.reassign(view.id, choice.id, reason)
    setBusy(false)
    if (reply.ok) {
      void message.success(texts.assign.done(choice.name))
      return onDone()
    }
    const { code } = reply.error
    void message.error(
      code === 'agent_not_available' ? texts.transfer.notAvailable(choice.name) : errorWords(texts, code),
    )
    reload()
  }
  return (
    <form
      className="transfer"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {failed && <ColleaguesFailed onRetry={reload} />}
      {!failed && !others && (
        <p className="transfer-quiet" role="status">
          {texts.transfer.loading}
        </p>
      )}
      {others && <AgentChoices colleagues={others} chosen={choice?.id ?? null} onChoose={setChoice} />}
      {chosen && chosen.active >= chosen.capacity && <p className="transfer-over">{texts.assign.over}</p>}
      <label className="transfer-reason">
        <span>{texts.assign.reason}</span>
        <textarea
          value={reason}
          maxLength={reasonLength}
          rows={2}
          placeholder={texts.assign.reasonHint}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className="dialog-foot">
        <Button onClick={onDone}>{texts.transfer.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!choice}>
          {texts.assign.confirm}
        </Button>
      </div>
    </form>
  )
}
