import type { MemberView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChangeMember } from './use-members'

interface ResetSecondStepProps {
  /** Null: not asked for. */
  member: MemberView | null
  onDone: () => void
}

/** For who lost his telephone and his recovery codes: the password alone lets him in until he sets it up again. */
export function ResetSecondStep({ member, onDone }: ResetSecondStepProps) {
  const texts = useTexts()
  const { members: words } = texts
  const { message } = App.useApp()
  const changeMember = useChangeMember()
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    if (!member || busy) return
    setBusy(true)
    const reply = await changeMember('member.resetSecondFactor', { memberId: member.id })
    setBusy(false)
    onDone()
    if (reply.ok) void message.success(words.secondStep.done(member.nickname))
    else void message.error(errorWords(texts, reply.error.code))
  }
  return (
    <Dialog
      open={member !== null}
      width={400}
      title={member ? words.secondStep.title(member.nickname) : ''}
      onClose={onDone}
    >
      <p className="end-text">{words.secondStep.text}</p>
      <div className="dialog-foot">
        <Button onClick={onDone}>{words.cancel}</Button>
        <Button type="primary" danger data-first-focus loading={busy} onClick={() => void confirm()}>
          {words.does.secondStep}
        </Button>
      </div>
    </Dialog>
  )
}
