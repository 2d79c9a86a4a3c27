import { useState, type FormEvent, type ReactNode } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { passwordFault } from '../../i18n/password-fault'
import { Icon } from '../../icons/icon'
import { SetUpField } from '../session/set-up-page'
import { refusalWords } from '../session/sign-in-check'
import { BeforeSignIn } from '../session/sign-in-page'
import { callOperator } from './call-operator'
import { useOperatorTexts } from './use-operator'

interface EnteredProps {
  onEntered: (name: string) => void
}

/** The operator signs in: no merchant's account opens this door. */
export function OperatorSignIn({ onEntered }: EnteredProps) {
  const texts = useTexts()
  const words = useOperatorTexts()
  const [name, setName] = useState('operator')
  const [password, setPassword] = useState('')
  return (
    <BeforeSignIn title={words.title} who={words.who}>
      <EntranceForm
        submitText={texts.session.submit}
        onSubmit={async () => {
          if (password === '') return texts.session.passwordMissing
          const reply = await callOperator('signIn', { name, password })
          if (!reply.ok) return refusalWords(reply.error, texts)
          onEntered(reply.result.name)
          return null
        }}
      >
        <SetUpField label={words.name} value={name} autoComplete="username" onChange={setName} />
        <SetUpField
          label={texts.session.password}
          value={password}
          type="password"
          autoComplete="current-password"
          onChange={setPassword}
        />
      </EntranceForm>
    </BeforeSignIn>
  )
}

interface OperatorSetUpProps extends EnteredProps {
  /** For showing; the token says which it is. */
  name: string
  token: string
}

/** Where the link of `npm run operator -- setup-link` leads. */
export function OperatorSetUp({ name, token, onEntered }: OperatorSetUpProps) {
  const texts = useTexts()
  const words = useOperatorTexts()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  return (
    <BeforeSignIn title={words.setUpTitle} who={token === '' ? '' : words.setUpWho(name)}>
      {token === '' ? (
        <p role="alert">{words.noLink}</p>
      ) : (
        <EntranceForm
          submitText={words.setUpSubmit}
          onSubmit={async () => {
            const fault = passwordFault(texts.session, password)
            if (fault !== null) return fault
            if (password !== again) return texts.session.notTheSame
            const reply = await callOperator('setUp', { token, password })
            if (!reply.ok) {
              return reply.error.code === 'set_up_link_invalid' ? words.noLink : errorWords(texts, reply.error.code)
            }
            onEntered(reply.result.name)
            return null
          }}
        >
          <SetUpField
            label={texts.session.password}
            value={password}
            type="password"
            autoComplete="new-password"
            onChange={setPassword}
          />
          <SetUpField
            label={texts.session.setUpAgain}
            value={again}
            type="password"
            autoComplete="new-password"
            onChange={setAgain}
          />
        </EntranceForm>
      )}
    </BeforeSignIn>
  )
}

interface EntranceFormProps {
  submitText: string
  /** What is wrong, in words; null: he is in. */
  onSubmit: () => Promise<string | null>
  children: ReactNode
}

function EntranceForm({ submitText, onSubmit, children }: EntranceFormProps) {
  const { session } = useTexts()
  const [complaint, setComplaint] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    setComplaint(null)
    setComplaint(await onSubmit())
    setBusy(false)
  }
  return (
    <form
      className="sign-in-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        if (!busy) void submit()
      }}
    >
      {children}
      <div className="sign-in-complaint" role="alert">
        {complaint !== null && (
          <>
            <Icon name="alert" small />
            <span>{complaint}</span>
          </>
        )}
      </div>
      <div className="sign-in-buttons">
        <button type="submit" className="sign-in-button sign-in-submit" aria-disabled={busy}>
          {busy ? session.submitting : submitText}
        </button>
      </div>
    </form>
  )
}
