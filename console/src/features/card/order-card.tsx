import type { OrderView } from '@keqiao/contract'
import { priceText } from '@keqiao/domain/conversation/card-text'
import { fullDate, useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { isWebAddress } from '../contact/safe-link'
import { CardPicture } from './card-picture'
import { CardLink } from './product-card'
import './card.css'

/** Goods that are shown of one order; the rest is a number. */
const shownLines = 3

/** ORD-01: an order as a card, with whose word it is. */
export function OrderCard({ order }: { order: OrderView }) {
  const { card } = useTexts()
  const language = useLanguageTag()
  const { number, status, total, currency, placedAt, lines, url, verified } = order
  const more = lines.length - shownLines
  return (
    <article className="card" aria-label={`${card.order} ${number}`}>
      <header className="card-order-head">
        <span className="ellipsis" title={number}>
          {card.order} <b>{number}</b>
        </span>
        <span className="spacer" />
        {status && <span className="card-status">{status}</span>}
      </header>
      {lines.slice(0, shownLines).map((line, at) => (
        <div className="card-line" key={at}>
          <CardPicture address={line.picture} />
          <span className="card-line-title ellipsis" title={line.title}>
            {line.title}
          </span>
          <span className="card-facts">× {line.quantity}</span>
          <span className="card-line-price">{priceText(line.price, currency, language)}</span>
        </div>
      ))}
      {more > 0 && <p className="card-facts card-more">{card.more(more)}</p>}
      <footer className="card-order-foot">
        <span className="card-word" data-verified={verified} title={verified ? card.verifiedHint : card.unverifiedHint}>
          {verified ? card.verified : card.unverified}
        </span>
        {placedAt !== undefined && <time className="card-facts">{fullDate(placedAt, language)}</time>}
        <span className="spacer" />
        {total && (
          <span className="card-facts">
            {card.total} <b className="card-price">{priceText(total, currency, language)}</b>
          </span>
        )}
      </footer>
      {url !== undefined && isWebAddress(url) && <CardLink address={url} />}
    </article>
  )
}
