import type { MemberView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { passwordFault } from '../../i18n/password-fault'
import { GivenPassword } from './given-password'
import { useChangeMember } from './use-members'

interface MemberPasswordProps {
  /** Null: not asked for. */
  member: MemberView | null
  onDone: () => void
}

/** A new password for somebody who lost his. */
export function MemberPassword({ member, onDone }: MemberPasswordProps) {
  const { members: texts } = useTexts()
  return (
    <Dialog
      open={member !== null}
      width={400}
      title={member ? texts.passwordTitle(member.nickname) : ''}
      onClose={onDone}
    >
      {member && <PasswordForm member={member} onDone={onDone} />}
    </Dialog>
  )
}

function PasswordForm({ member, onDone }: { member: MemberView; onDone: () => void }) {
  const texts = useTexts()
  const { message } = App.useApp()
  const changeMember = useChangeMember()
  const [password, setPassword] = useState('')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async () => {
    const fault = passwordFault(texts.session, password)
    if (fault !== null) return setComplaint(fault)
    setBusy(true)
    const reply = await changeMember('member.setPassword', { memberId: member.id, password })
    setBusy(false)
    if (!reply.ok) {
      setComplaint(errorWords(texts, reply.error.code))
      return
    }
    void message.success(texts.members.passwordSet(member.nickname))
    onDone()
  }
  return (
    <div className="member-form">
      <GivenPassword value={password} onChange={setPassword} />
      <p className="form-complaint" role="alert">
        {complaint}
      </p>
      <div className="dialog-foot">
        <Button onClick={onDone}>{texts.members.cancel}</Button>
        <Button type="primary" loading={busy} onClick={() => void save()}>
          {texts.members.save}
        </Button>
      </div>
    </div>
  )
}
