import { lazy, Suspense } from 'react'
import { useEntranceTexts } from '../../../i18n/language'
import type { ShownKey } from './asked-step'
import './second-step.css'

const QrCode = lazy(async () => ({ default: (await import('./qr-code')).QrCode }))

/** The key as a picture for the camera, and as letters for who has none. */
export function KeyToScan({ shown }: { shown: ShownKey }) {
  const { secondStep: words } = useEntranceTexts().session
  return (
    <div className="second-step-key">
      <p>{words.scan}</p>
      <div className="second-step-picture" role="img" aria-label={words.picture}>
        <div aria-hidden="true">
          <Suspense>
            <QrCode uri={shown.uri} />
          </Suspense>
        </div>
      </div>
      <p>
        {words.orType}
        <code className="second-step-letters">{shown.key.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
    </div>
  )
}
