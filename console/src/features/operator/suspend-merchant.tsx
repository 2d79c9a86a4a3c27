import type { MerchantView } from '@keqiao/contract'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { callOperator } from './call-operator'
import { useOperatorTexts } from './use-operator'

interface SuspendMerchantProps {
  /** Null: not asked for. Who is suspended is asked about being resumed. */
  merchant: MerchantView | null
  onDone: () => void
}

/** Asks once, and says what follows. */
export function SuspendMerchant({ merchant, onDone }: SuspendMerchantProps) {
  const texts = useTexts()
  const words = useOperatorTexts()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const suspends = merchant?.status === 'active'
  const confirm = async () => {
    if (!merchant || busy) return
    setBusy(true)
    const reply = await callOperator(suspends ? 'suspendMerchant' : 'resumeMerchant', { code: merchant.code })
    setBusy(false)
    onDone()
    if (!reply.ok) void message.error(errorWords(texts, reply.error.code))
    else void message.success(suspends ? words.suspended(merchant.name) : words.resumed(merchant.name))
  }
  const title = merchant ? (suspends ? words.suspendTitle(merchant.name) : words.resumeTitle(merchant.name)) : ''
  return (
    <Dialog open={merchant !== null} width={400} title={title} onClose={onDone}>
      <p className="end-text">{suspends ? words.suspendText : words.resumeText}</p>
      <div className="dialog-foot">
        <Button onClick={onDone}>{texts.members.cancel}</Button>
        <Button type="primary" danger={suspends} data-first-focus loading={busy} onClick={() => void confirm()}>
          {suspends ? words.suspend : words.resume}
        </Button>
      </div>
    </Dialog>
  )
}
