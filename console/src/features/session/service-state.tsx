import { useEffect, useState } from 'react'
import { useEntranceTexts } from '../../i18n/language'

/** Whether the server can work, as it says itself: who cannot sign in sees whether it is his password or the service. */
export function ServiceState() {
  const { session } = useEntranceTexts()
  const [isReady, setReady] = useState<boolean | null>(null)
  useEffect(() => {
    const given = new AbortController()
    fetch('/readyz', { signal: given.signal }).then(
      ({ ok }) => setReady(ok),
      () => given.signal.aborted || setReady(false),
    )
    return () => given.abort()
  }, [])
  return (
    <span className="sign-in-service" role="status">
      {isReady !== null && (
        <>
          <span className={isReady ? 'lamp' : 'lamp lamp-amber'} />
          {isReady ? session.serviceReady : session.serviceAway}
        </>
      )}
    </span>
  )
}
