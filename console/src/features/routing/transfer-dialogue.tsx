import type { ConversationView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useDesk } from '../desk/desk-context'
import { AgentChoices, GroupChoices, type TransferChoice } from './transfer-choices'
import { useColleagues } from './use-colleagues'
import './transfer-dialogue.css'

const reasonLength = 200

interface TransferDialogueProps {
  view: ConversationView
  open: boolean
  onDone: () => void
}

/** 转移 (RTE-08): to a colleague, with his status and load before one's eyes, or to the line of a group. */
export function TransferDialogue({ view, open, onDone }: TransferDialogueProps) {
  const texts = useTexts()
  return (
    <Dialog
      open={open}
      width={520}
      title={texts.transfer.title(texts.conversation.room(view.roomNumber))}
      close={{ label: texts.transfer.cancel, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      <TransferForm view={view} onDone={onDone} />
    </Dialog>
  )
}

function TransferForm({ view, onDone }: Omit<TransferDialogueProps, 'open'>) {
  const texts = useTexts()
  const { desk } = useDesk()
  const { message } = App.useApp()
  const { colleagues, failed, reload } = useColleagues()
  const [tab, setTab] = useState<TransferChoice['kind']>('member')
  const [choice, setChoice] = useState<TransferChoice | null>(null)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)

  const submit = async () => {
    if (busy || !choice) return
    setBusy(true)
    const to =
      choice.kind === 'member'
        ? { kind: 'member' as const, memberId: choice.id }
        : { kind: 'group' as const, groupId: choice.id }
    const reply = await desk.transfer(view.id, to, reason)
    setBusy(false)
    if (reply.ok) {
      void message.success(texts.transfer.done(choice.name))
      return onDone()
    }
    void message.error(
      reply.error.code === 'agent_not_available'
        ? texts.transfer.notAvailable(choice.name)
        : errorWords(texts, reply.error.code),
    )
    reload()
  }

  const choose = (next: TransferChoice) => setChoice(next)
  const list = (kind: TransferChoice['kind']) => {
    if (failed) return <ColleaguesFailed onRetry={reload} />
    if (!colleagues)
      return (
        <p className="transfer-quiet" role="status">
          {texts.transfer.loading}
        </p>
      )
    const props = { colleagues, chosen: choice?.kind === kind ? choice.id : null, onChoose: choose }
    return kind === 'member' ? <AgentChoices {...props} /> : <GroupChoices {...props} current={view.group.id} />
  }
  return (
    <form
      className="transfer"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TransferTabs
        current={tab}
        onChange={(next) => {
          setTab(next)
          setChoice(null)
        }}
      />
      <div role="tabpanel" aria-label={tab === 'member' ? texts.transfer.toAgent : texts.transfer.toGroup}>
        {list(tab)}
      </div>
      <label className="transfer-reason">
        <span>{texts.transfer.reason}</span>
        <textarea
          value={reason}
          maxLength={reasonLength}
          rows={2}
          placeholder={texts.transfer.reasonHint}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className="dialog-foot">
        <Button autoInsertSpace={false} onClick={onDone}>
          {texts.transfer.cancel}
        </Button>
        <Button autoInsertSpace={false} type="primary" htmlType="submit" loading={busy} disabled={!choice}>
          {texts.transfer.confirm}
        </Button>
      </div>
    </form>
  )
}

const tabs = ['member', 'group'] as const

/** Colleague or group; arrow keys go from one to the other. */
function TransferTabs({
  current,
  onChange,
}: {
  current: TransferChoice['kind']
  onChange: (tab: TransferChoice['kind']) => void
}) {
  const { transfer } = useTexts()
  const words = { member: transfer.toAgent, group: transfer.toGroup }
  return (
    <div className="transfer-tabs" role="tablist">
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          className="plain-button"
          aria-selected={tab === current}
          tabIndex={tab === current ? 0 : -1}
          onClick={() => onChange(tab)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
            const { currentTarget } = event
            const other = (currentTarget.nextElementSibling ??
              currentTarget.previousElementSibling) as HTMLElement | null
            other?.focus()
            onChange(tab === 'member' ? 'group' : 'member')
          }}
        >
          {words[tab]}
        </button>
      ))}
    </div>
  )
}

export function ColleaguesFailed({ onRetry }: { onRetry: () => void }) {
  const texts = useTexts()
  return (
    <p className="transfer-quiet" role="alert">
      {texts.transfer.loadFailed}{' '}
      <button type="button" className="small-button" onClick={onRetry}>
        {texts.conversation.retry}
      </button>
    </p>
  )
}
