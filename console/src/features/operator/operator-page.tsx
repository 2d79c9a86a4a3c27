import { useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Segmented } from 'antd'
import { AntdProvider } from '../../theme/antd-provider'
import { useTexts } from '../../i18n/language'
import { Logo } from '../../icons/logo'
import { SessionFailed, SessionPending } from '../session/session-check'
import { callOperator } from './call-operator'
import { MerchantList } from './merchant-list'
import { OperatorActs } from './operator-acts'
import { OperatorSetUp, OperatorSignIn } from './operator-entrance'
import { useOperator, useOperatorChanged, useOperatorTexts } from './use-operator'
import './operator.css'

/** The page of whoever runs the installation: its merchants, and what was done with them. */
export function OperatorPage() {
  const me = useOperator()
  const changed = useOperatorChanged()
  if (me.isError) return <SessionFailed />
  if (me.data === undefined) return <SessionPending />
  if (me.data === null) return <OperatorSignIn onEntered={changed} />
  return (
    <AntdProvider>
      <SignedIn name={me.data} onLeft={() => changed(null)} />
    </AntdProvider>
  )
}

/** Whoever comes by the link is nobody yet. */
export function OperatorSetUpPage() {
  const { name = '', token = '' } = useSearch({ from: '/operator/set-up' })
  const changed = useOperatorChanged()
  const navigate = useNavigate()
  return (
    <OperatorSetUp
      name={name}
      token={token}
      onEntered={(entered) => {
        changed(entered)
        // Replaced: the token is used up, and no business of the history.
        void navigate({ to: '/operator', replace: true })
      }}
    />
  )
}

function SignedIn({ name, onLeft }: { name: string; onLeft: () => void }) {
  const texts = useTexts()
  const words = useOperatorTexts()
  const { message } = App.useApp()
  const { view = 'merchants' } = useSearch({ from: '/operator' })
  const navigate = useNavigate()
  const leave = async () => {
    const reply = await callOperator('signOut', {})
    if (reply.ok) onLeft()
    else void message.error(texts.session.signOutFailed)
  }
  return (
    <div className="operator">
      <header className="operator-bar">
        <Logo size={22} />
        <strong>{texts.product}</strong>
        <Segmented
          size="small"
          value={view}
          options={[
            { value: 'merchants', label: words.merchants },
            { value: 'acts', label: words.acts },
          ]}
          onChange={(next) => void navigate({ to: '/operator', search: next === 'acts' ? { view: 'acts' } : {} })}
        />
        <span className="spacer" />
        <span className="operator-who">{words.signedInAs(name)}</span>
        <Button size="small" onClick={() => void leave()}>
          {words.signOut}
        </Button>
      </header>
      <main className="operator-main">{view === 'acts' ? <OperatorActs /> : <MerchantList onLeft={onLeft} />}</main>
    </div>
  )
}
