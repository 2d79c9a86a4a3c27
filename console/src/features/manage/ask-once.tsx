import type { Reply } from '@keqiao/client'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'

interface AskOnceProps {
  open: boolean
  title: string
  text: string
  action: string
  danger?: boolean
  onDo: () => Promise<Reply<unknown>>
  /** It was done, or is not to be. */
  onDone: () => void
  /** Below the text. */
  children?: ReactNode
}

/** A question before something that has consequences; a refusal stays in it. */
export function AskOnce({ open, title, text, action, danger = false, onDo, onDone, children }: AskOnceProps) {
  const texts = useTexts()
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const close = () => {
    setComplaint(null)
    onDone()
  }
  const act = async () => {
    if (busy) return
    setBusy(true)
    const reply = await onDo()
    setBusy(false)
    if (reply.ok) close()
    else setComplaint(errorWords(texts, reply.error.code))
  }
  return (
    <Dialog open={open} width={400} title={title} onClose={close}>
      <p className="end-text">{text}</p>
      {children}
      <p className="ask-once-complaint" role="alert">
        {complaint}
      </p>
      <div className="dialog-foot">
        <Button onClick={close}>{texts.rules.cancel}</Button>
        <Button type="primary" danger={danger} data-first-focus loading={busy} onClick={() => void act()}>
          {action}
        </Button>
      </div>
    </Dialog>
  )
}
