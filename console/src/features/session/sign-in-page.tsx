import { useId, type ReactNode } from 'react'
import { languages, chooseLanguage, useLanguage, useEntranceTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { Logo } from '../../icons/logo'
import { BridgeDrawing } from './bridge-drawing'
import { ServiceState } from './service-state'
import { SignInForm } from './sign-in-form'
import './sign-in.css'

interface SignInPageProps {
  /** The session ended while somebody worked. */
  expired: boolean
  /** Whose page it is; null: everybody's. */
  merchant: string | null
  /** Path of the console to go to afterwards. */
  next: string
  onSignedIn: () => void
}

/** 登录. Without Ant Design, so that it is there before the rest has travelled. */
export function SignInPage({ expired, merchant, next, onSignedIn }: SignInPageProps) {
  const texts = useEntranceTexts()
  return (
    <BeforeSignIn title={texts.session.title} who={texts.session.who}>
      <SignInForm
        notice={expired ? texts.session.expired : null}
        merchant={merchant}
        next={next}
        onSignedIn={onSignedIn}
      />
      <p className="sign-in-note">
        <Icon name="info" small />
        {texts.session.statusNote}
      </p>
    </BeforeSignIn>
  )
}

interface BeforeSignInProps {
  title: string
  who: string
  children: ReactNode
}

/** What surrounds a form for somebody who is not signed in yet. */
export function BeforeSignIn({ title, who, children }: BeforeSignInProps) {
  const texts = useEntranceTexts()
  return (
    <div className="sign-in">
      <aside className="sign-in-left">
        <div className="sign-in-brand">
          <Logo size={20} />
          {texts.product}
        </div>
        <p className="sign-in-headline">
          {texts.session.headline.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </p>
        <p className="sign-in-subline">{texts.session.subline}</p>
        <BridgeDrawing />
      </aside>
      <main className="sign-in-right">
        <div className="sign-in-brand sign-in-brand-small">
          <Logo size={20} />
          {texts.product}
        </div>
        <LanguageChoice />
        <div className="sign-in-column">
          <h1 className="sign-in-title">{title}</h1>
          <p className="sign-in-who">{who}</p>
          {children}
        </div>
        <ServiceState />
      </main>
    </div>
  )
}

function LanguageChoice() {
  const texts = useEntranceTexts()
  const language = useLanguage((state) => state.language)
  const id = useId()
  return (
    <div className="sign-in-language">
      <Icon name="globe" small />
      <label htmlFor={id} className="heard-only">
        {texts.settings.language}
      </label>
      <select
        id={id}
        value={language}
        onChange={(event) => {
          const chosen = languages.find(({ tag }) => tag === event.target.value)
          if (chosen) void chooseLanguage(chosen.tag)
        }}
      >
        {languages.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      <Icon name="down" small />
    </div>
  )
}
