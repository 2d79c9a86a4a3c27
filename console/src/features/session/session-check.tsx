import { useRouter } from '@tanstack/react-router'
import { useEntranceTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { Logo } from '../../icons/logo'
import './session-check.css'

/** Shown while the server is asked who is signed in and the desk's bundle travels. */
export function SessionPending() {
  const texts = useEntranceTexts()
  return (
    <div className="session-check" role="status">
      <Logo size={28} />
      <p>{texts.session.checking}</p>
    </div>
  )
}

/** The server could not be asked, or the desk's bundle did not arrive. */
export function SessionFailed() {
  const texts = useEntranceTexts()
  const router = useRouter()
  return (
    <div className="session-check" role="alert">
      <Logo size={28} />
      <p>{texts.session.checkFailed}</p>
      <button type="button" className="session-retry" onClick={() => void router.invalidate()}>
        <Icon name="retry" small />
        {texts.session.retry}
      </button>
    </div>
  )
}
