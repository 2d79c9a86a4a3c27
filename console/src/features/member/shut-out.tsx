import type { MemberView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChangeMember } from './use-members'

interface ShutOutProps {
  /** Null: not asked for. */
  member: MemberView | null
  /** Lets him in again instead. */
  enable: boolean
  onDone: () => void
}

/** Asks once, and says what follows. */
export function ShutOut({ member, enable, onDone }: ShutOutProps) {
  const texts = useTexts()
  const { members: words } = texts
  const { message } = App.useApp()
  const changeMember = useChangeMember()
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    if (!member || busy) return
    setBusy(true)
    const reply = await changeMember(enable ? 'member.enable' : 'member.disable', { memberId: member.id })
    setBusy(false)
    onDone()
    if (!reply.ok) void message.error(errorWords(texts, reply.error.code))
    else void message.success(enable ? words.enabledNow(member.nickname) : words.disabledNow(member.nickname))
  }
  const title = member ? (enable ? words.enableTitle(member.nickname) : words.disableTitle(member.nickname)) : ''
  return (
    <Dialog open={member !== null} width={400} title={title} onClose={onDone}>
      {member && <p className="end-text">{enable ? words.enableText : words.disableText(member.active)}</p>}
      <div className="dialog-foot">
        <Button onClick={onDone}>{words.cancel}</Button>
        <Button type="primary" danger={!enable} data-first-focus loading={busy} onClick={() => void confirm()}>
          {enable ? words.does.enable : words.does.disable}
        </Button>
      </div>
    </Dialog>
  )
}
