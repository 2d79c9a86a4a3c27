import type { Output } from '@keqiao/client'
import type { WireError } from '@keqiao/contract/frames'
import { App, Button } from 'antd'
import { useEffect, useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { errorWords } from '../../i18n/error-words'
import { fullDate, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { disableSecondStep, readSecondStep, renewRecoveryCodes } from './own-account'
import { ProofForm } from './second-step/proof-form'
import { RecoveryCodes } from './second-step/recovery-codes'
import { SetUpStep } from './second-step/set-up-step'
import './own-account.css'

interface OwnSecondStepProps {
  open: boolean
  onDone: () => void
}

/** The second step of one's own sign-in: set up, renew the recovery codes, turn off. */
export function OwnSecondStep({ open, onDone }: OwnSecondStepProps) {
  const { session, keys } = useTexts()
  return (
    <Dialog
      open={open}
      width={400}
      title={session.secondStep.title}
      close={{ label: keys.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      {open && <Steps onDone={onDone} />}
    </Dialog>
  )
}

type Doing = 'look' | 'set-up' | 'renew' | 'disable'

function Steps({ onDone }: { onDone: () => void }) {
  const texts = useTexts()
  const { message } = App.useApp()
  const [state, setState] = useState<Output<'session.secondFactor'> | null>(null)
  const [error, setError] = useState<WireError | null>(null)
  const [doing, setDoing] = useState<Doing>('look')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const load = async () => {
    const reply = await readSecondStep()
    if (reply.ok) setState(reply.result)
    setError(reply.ok ? null : reply.error)
  }
  useEffect(() => void load(), [])

  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />
  if (error)
    return (
      <p className="own-account-complaint" role="alert">
        {errorWords(texts, error.code)}
        <Button size="small" onClick={() => void load()}>
          {texts.session.retry}
        </Button>
      </p>
    )
  if (!state) return <p role="status">{texts.account.loading}</p>
  const back = () => setDoing('look')
  if (doing === 'set-up') return <SetUpStep onCancel={back} onCodes={setCodes} />
  if (doing === 'renew')
    return (
      <ProofForm
        send={renewRecoveryCodes}
        submit={texts.account.secondStep.renew}
        onCancel={back}
        onDone={({ recoveryCodes }) => setCodes(recoveryCodes)}
      />
    )
  if (doing === 'disable')
    return (
      <ProofForm
        send={disableSecondStep}
        submit={texts.account.secondStep.turnOff}
        onCancel={back}
        onDone={() => {
          void message.success(texts.account.secondStep.turnedOff)
          onDone()
        }}
      />
    )
  return <Standing state={state} onDo={setDoing} />
}

/** What holds now, and what can be done about it. */
function Standing({ state, onDo }: { state: Output<'session.secondFactor'>; onDo: (what: Doing) => void }) {
  const { secondStep: words } = useTexts().account
  const language = useLanguageTag()
  const { enabledAt, recoveryCodesLeft, required } = state
  if (enabledAt === null)
    return (
      <>
        <p className="end-text">{words.off}</p>
        <div className="dialog-foot">
          <Button type="primary" data-first-focus onClick={() => onDo('set-up')}>
            {words.turnOn}
          </Button>
        </div>
      </>
    )
  return (
    <>
      <p className="end-text">{words.on(fullDate(enabledAt, language))}</p>
      <p className="end-text">{words.left(recoveryCodesLeft)}</p>
      {required && <p className="end-text">{words.required}</p>}
      <div className="dialog-foot">
        <Button onClick={() => onDo('renew')}>{words.renew}</Button>
        {!required && (
          <Button danger onClick={() => onDo('disable')}>
            {words.turnOff}
          </Button>
        )}
      </div>
    </>
  )
}
