import type { RoleView } from '@keqiao/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { useChange } from '../manage/use-asked'

/** Asks once; a role that somebody has stays. */
export function RemoveRole({ role, onDone }: { role: RoleView | null; onDone: () => void }) {
  const texts = useTexts()
  const { roles: words } = texts
  const change = useChange('role.list')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const close = () => {
    setComplaint(null)
    onDone()
  }
  const remove = async () => {
    if (!role || busy) return
    setBusy(true)
    const reply = await change('role.remove', { roleId: role.id })
    setBusy(false)
    if (reply.ok) close()
    else setComplaint(errorWords(texts, reply.error.code))
  }
  return (
    <Dialog open={role !== null} width={400} title={role ? words.removeTitle(role.name) : ''} onClose={close}>
      <p className="end-text">{words.removeText}</p>
      <p className="form-complaint" role="alert">
        {complaint}
      </p>
      <div className="dialog-foot">
        <Button onClick={close}>{texts.rules.cancel}</Button>
        <Button type="primary" danger data-first-focus loading={busy} onClick={() => void remove()}>
          {words.remove}
        </Button>
      </div>
    </Dialog>
  )
}
