import type { VisitState } from '@keqiao/client'
import type { VisitView } from '@keqiao/contract'
import { priceText } from '@keqiao/domain/conversation/card-text'
import { useState } from 'react'
import { clockTime, shortTime, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { CardPicture } from '../card/card-picture'
import { OrderCard } from '../card/order-card'
import { useServerNow } from '../desk/clock'
import { formatWaiting } from '../desk/waiting-time'
import { NotLoaded, Waiting } from './panel-faces'
import { PanelSection } from './panel-section'
import { stays, type Stay } from './stays'
import { WebLink } from './web-link'

/** Newest pages that are shown at once. */
const shownAtOnce = 5

/** 正在访问, the product he looks at, and 访问轨迹. */
export function VisitSections({ state, online }: { state: VisitState & { retry: () => void }; online: boolean }) {
  const { visit, error, retry } = state
  if (error && !visit) return <NotLoaded code={error.code} onRetry={retry} />
  if (!visit) return <Waiting />
  const trail = stays(visit, online)
  return (
    <>
      <Present visit={visit} stay={trail[0]} online={online} />
      {visit.product && <Product product={visit.product} here={trail[0]?.url} />}
      {visit.orders.length > 0 && <Orders orders={visit.orders} />}
      <Trail visit={visit} trail={trail} />
    </>
  )
}

function Present({ visit, stay, online }: { visit: VisitView; stay: Stay | undefined; online: boolean }) {
  const { contact: texts } = useTexts()
  const language = useLanguageTag()
  if (!stay) {
    return (
      <PanelSection title={texts.visiting}>
        <p className="visitor-panel-quiet">{texts.noPage}</p>
      </PanelSection>
    )
  }
  const left = visit.leftAt === null ? null : texts.leftAt(shortTime(visit.leftAt, Date.now(), language))
  return (
    <PanelSection
      title={online ? texts.visiting : texts.lastVisited}
      aside={online ? <Dwell since={stay.at} /> : left !== null && <span>{left}</span>}
    >
      <p className="visit-title ellipsis" title={stay.title}>
        {stay.title}
      </p>
      <WebLink address={stay.url} />
    </PanelSection>
  )
}

/** 停留, running. */
function Dwell({ since }: { since: number }) {
  const { contact: texts } = useTexts()
  return (
    <span className="visit-dwell">
      <span className="lamp" />
      {texts.dwell(formatWaiting(useServerNow() - since))}
    </span>
  )
}

interface ProductProps {
  product: NonNullable<VisitView['product']>
  /** The page he is on, whose address stands above already. */
  here: string | undefined
}

function Product({ product, here }: ProductProps) {
  const { contact: texts } = useTexts()
  const language = useLanguageTag()
  return (
    <PanelSection title={texts.product}>
      <div className="visit-product">
        <CardPicture address={product.picture} />
        <div className="visit-product-words">
          <span className="ellipsis" title={product.title}>
            {product.title}
          </span>
          <span className="visit-product-price">{priceText(product.price, product.currency, language)}</span>
        </div>
      </div>
      {product.url !== null && product.url !== here && <WebLink address={product.url} />}
      {product.id !== '' && product.id !== product.title && (
        <p className="visitor-panel-quiet ellipsis">{texts.productId(product.id)}</p>
      )}
    </PanelSection>
  )
}

/** What he has ordered, as his page or the signed word of the shop tells it. */
function Orders({ orders }: { orders: VisitView['orders'] }) {
  const { card } = useTexts()
  const [all, setAll] = useState(false)
  const shown = all ? orders : orders.slice(0, 1)
  return (
    <PanelSection title={card.orders}>
      <div className="visit-orders">
        {shown.map((order) => (
          <OrderCard key={order.number} order={order} />
        ))}
      </div>
      {shown.length < orders.length && (
        <button type="button" className="panel-link" onClick={() => setAll(true)}>
          {card.ordersMore(orders.length - shown.length)}
        </button>
      )}
    </PanelSection>
  )
}

function Trail({ visit, trail }: { visit: VisitView; trail: readonly Stay[] }) {
  const { contact: texts } = useTexts()
  const language = useLanguageTag()
  const [all, setAll] = useState(false)
  const shown = all ? trail : trail.slice(0, shownAtOnce)
  const hiddenCount = trail.length - shown.length
  if (trail.length === 0) return null
  return (
    <PanelSection title={texts.trail} aside={<Referrer referrer={visit.referrer} />}>
      <ol className="visit-trail">
        {shown.map((stay) => (
          <li key={stay.key} data-here={stay.untilMs === null}>
            <span>{clockTime(stay.at, language)}</span>
            <span className="ellipsis" title={`${stay.title}\n${stay.url}`}>
              {stay.title}
            </span>
            {stay.untilMs === null ? <Running since={stay.at} /> : <span>{formatWaiting(stay.untilMs)}</span>}
          </li>
        ))}
      </ol>
      {hiddenCount > 0 && (
        <button type="button" className="panel-link" onClick={() => setAll(true)}>
          {texts.trailMore(hiddenCount)}
        </button>
      )}
    </PanelSection>
  )
}

const Running = ({ since }: { since: number }) => <span>{formatWaiting(useServerNow() - since)}</span>

/** 来自 …: the site before this one. */
function Referrer({ referrer }: { referrer: string | null }) {
  const { contact: texts } = useTexts()
  if (!referrer) return null
  const site = /^https?:\/\/([^/?#]+)/i.exec(referrer)?.[1] ?? referrer
  return (
    <span className="ellipsis" title={referrer}>
      {texts.comesFrom(site)}
    </span>
  )
}
