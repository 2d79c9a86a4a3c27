import type { OperatorOutput } from '@keqiao/contract'
import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { callOperator } from './call-operator'
import { useOperatorTexts } from './use-operator'

type Made = OperatorOutput<'createMerchant'>

interface CreateMerchantProps {
  open: boolean
  /** Null: not now. */
  onDone: (made: Made | null) => void
}

/** A new merchant; what it is given is shown once it is there. */
export function CreateMerchant({ open, onDone }: CreateMerchantProps) {
  const words = useOperatorTexts()
  return (
    <Dialog open={open} width={520} title={words.addTitle} onClose={() => onDone(null)}>
      {open && <MerchantForm onDone={onDone} />}
    </Dialog>
  )
}

function MerchantForm({ onDone }: Pick<CreateMerchantProps, 'onDone'>) {
  const texts = useTexts()
  const words = useOperatorTexts()
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const wrong = (): string | null => {
    if (name.trim() === '') return words.nameMissing
    return /^[a-z0-9][a-z0-9-]{1,31}$/.test(code) ? null : words.codeWrong
  }
  const create = async () => {
    const problem = wrong()
    setComplaint(problem)
    if (problem !== null || busy) return
    setBusy(true)
    const reply = await callOperator('createMerchant', { code, name: name.trim() })
    setBusy(false)
    if (reply.ok) onDone(reply.result)
    else setComplaint(errorWords(texts, reply.error.code))
  }
  return (
    <form
      className="operator-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void create()
      }}
    >
      <label>
        {words.columns.name}
        <input data-first-focus value={name} maxLength={80} onChange={({ target }) => setName(target.value)} />
      </label>
      <label>
        {words.columns.code}
        <input
          value={code}
          maxLength={32}
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby="merchant-code-hint"
          onChange={({ target }) => setCode(target.value.toLowerCase())}
        />
        <small id="merchant-code-hint">{words.codeHint}</small>
      </label>
      <p className="operator-complaint" role="alert">
        {complaint}
      </p>
      <div className="dialog-foot">
        <Button onClick={() => onDone(null)}>{texts.members.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.add}
        </Button>
      </div>
    </form>
  )
}
