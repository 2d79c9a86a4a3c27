import { Button, Switch } from 'antd'
import { useEffect, useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { install, useInstall } from './install'
import { pushState, switchPushOff, switchPushOn, tryPush, type PushResult, type PushState } from './push'
import './desktop-use.css'

interface DesktopUseProps {
  open: boolean
  onDone: () => void
}

/** 桌面使用 (ACC-05, ACC-06, ACC-09): a window of its own, start with the system, notices while it is closed. */
export function DesktopUse({ open, onDone }: DesktopUseProps) {
  const { desktop: words, keys } = useTexts()
  return (
    <Dialog
      open={open}
      width={520}
      title={words.title}
      close={{ label: keys.close, drawing: <Icon name="close" /> }}
      onClose={onDone}
    >
      <InstallSection />
      <StartSection />
      {open && <PushSection />}
      <section className="desktop-use">
        <h3>{words.closing.title}</h3>
        <p>{words.closing.text}</p>
      </section>
    </Dialog>
  )
}

function InstallSection() {
  const { desktop: words } = useTexts()
  const { prompt, installed } = useInstall()
  return (
    <section className="desktop-use">
      <h3>{words.install.title}</h3>
      <p>{installed ? words.install.done : prompt ? words.install.text : words.install.byHand}</p>
      {!installed && prompt && (
        <Button size="small" type="primary" onClick={() => void install()}>
          {words.install.action}
        </Button>
      )}
    </section>
  )
}

function StartSection() {
  const { start } = useTexts().desktop
  return (
    <section className="desktop-use">
      <h3>{start.title}</h3>
      <p>{start.text}</p>
      <ul>
        {start.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    </section>
  )
}

function PushSection() {
  const { push: words } = useTexts().desktop
  const [state, setState] = useState<PushState | null>(null)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  useEffect(() => void pushState().then(setState), [])

  const during = async (work: () => Promise<string | null>) => {
    setBusy(true)
    setSaid(await work().catch(() => words.results.failed))
    setState(await pushState())
    setBusy(false)
  }
  const toggle = (on: boolean) =>
    during(async () => {
      if (!on) await switchPushOff()
      const result: PushResult | null = on ? await switchPushOn() : null
      return result === null || result === 'on' ? null : words.results[result]
    })
  const isImpossible = state === 'unsupported' || state === 'denied'
  return (
    <section className="desktop-use">
      <h3 id="desktop-push">{words.title}</h3>
      <p>{isImpossible ? words.results[state] : words.text}</p>
      <div className="desktop-use-row">
        <Switch
          size="small"
          aria-labelledby="desktop-push"
          checked={state === 'on'}
          disabled={state === null || isImpossible}
          loading={busy}
          onChange={(on) => void toggle(on)}
        />
        {state === 'on' && (
          <Button
            size="small"
            disabled={busy}
            onClick={() =>
              void during(async () => {
                const reason = await tryPush()
                return reason === null ? words.tried : words.notTaken(reason)
              })
            }
          >
            {words.try}
          </Button>
        )}
      </div>
      <p role="status" className="desktop-use-said">
        {said}
      </p>
    </section>
  )
}
