import type { SiteVisitorView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useChange } from '../manage/use-asked'

const textLength = 200

/** What a visitor is invited with. */
export function InviteDialog({ visitor, onDone }: { visitor: SiteVisitorView | null; onDone: () => void }) {
  const { visitors } = useTexts().monitor
  return (
    <Dialog
      open={visitor !== null}
      width={400}
      title={visitor ? visitors.inviteTitle(visitor.name ?? visitors.stranger) : ''}
      close={{ label: visitors.cancel, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {visitor && <InviteForm key={visitor.visitId} visitor={visitor} onDone={onDone} />}
    </Dialog>
  )
}

function InviteForm({ visitor, onDone }: { visitor: SiteVisitorView; onDone: () => void }) {
  const texts = useTexts()
  const { visitors } = texts.monitor
  const { message } = App.useApp()
  const change = useChange('monitor.visitors')
  const [text, setText] = useState(visitors.textDefault)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (busy || text.trim() === '') return
    setBusy(true)
    const reply = await change('monitor.invite', { visitId: visitor.visitId, text })
    setBusy(false)
    if (reply.ok) {
      void message.success(visitors.sent)
      return onDone()
    }
    const { code } = reply.error
    void message.warning(code === 'not_found' ? visitors.gone : errorWords(texts, code))
  }
  return (
    <form
      className="steer"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label className="invite-text">
        <span>{visitors.text}</span>
        <textarea rows={3} maxLength={textLength} value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      <small>{visitors.hint}</small>
      <div className="dialog-foot">
        <Button onClick={onDone}>{visitors.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={busy} disabled={text.trim() === ''}>
          {visitors.send}
        </Button>
      </div>
    </form>
  )
}
