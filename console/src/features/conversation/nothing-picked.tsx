import { lazy, Suspense } from 'react'
import { useTexts } from '../../i18n/language'
import { useDesk } from '../desk/desk-context'
import { EmptyDrawing } from '../desk/empty-drawing'
import { useStore } from '../desk/use-store'
import './conversation.css'

/** Code of the merchant whose shop is the demo shop of this installation; empty where there is none. */
const demoMerchant = document.querySelector<HTMLMetaElement>('meta[name="demo-merchant"]')?.content

/** Most who sign in set nothing up. */
const GuidePointer = lazy(() => import('../guide/guide-pointer').then((part) => ({ default: part.GuidePointer })))

/** The middle while no dialogue is open: what to do next. */
export function NothingPicked() {
  const { desk: texts } = useTexts()
  const { book, desk, me } = useDesk()
  const { desk: view } = useStore(desk)
  const any = useStore(book).length > 0
  if (!view) return <main className="conversation" />
  const hints = { away: texts.emptyAway, busy: texts.emptyBusy, online: texts.emptyOnline }
  const waiting = view.status !== 'away' && view.waitingCount > 0
  const hint = waiting ? texts.emptyQueue(view.waitingCount) : hints[view.status]
  return (
    <main className="conversation conversation-empty">
      {!any && me.permissions.includes('channel:manage') && (
        <Suspense>
          <GuidePointer />
        </Suspense>
      )}
      <EmptyDrawing />
      <p className="list-face-title">{any ? texts.pickTitle : texts.emptyTitle}</p>
      <p>{any ? texts.pickHint : hint}</p>
      {!any && me.tenant.code === demoMerchant && (
        <p>
          {texts.demoShopHint}{' '}
          <a href="/demo/" target="_blank" rel="noopener">
            {texts.demoShop}
          </a>
        </p>
      )}
    </main>
  )
}
