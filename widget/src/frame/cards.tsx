import type { OrderView, ProductView } from '@keqiao/contract'
import type { ComponentChildren } from 'preact'
import { priceText } from '@keqiao/domain/conversation/card-text'
import { cardWords } from './locales/cards'
import { locale } from './texts'

/** Goods that are shown of one order; the rest is a number. */
const SHOWN_LINES = 3

/** Its place is there before it is, and stays where it does not come. */
export function Picture({ address }: { address: string | undefined }) {
  return (
    <span class="pic">
      {address && (
        <img
          key={address}
          src={address}
          alt=""
          onError={({ currentTarget }) => {
            currentTarget.hidden = true
          }}
        />
      )}
    </span>
  )
}

/** 商品卡片 (PSL-01); the whole of it is the link. */
export function ProductCard({ product }: { product: ProductView }) {
  const { title, picture, price, currency, url, attributes = [] } = product
  const words = cardWords[locale]
  return (
    <Linked url={url} name={`${words.product} ${title}`}>
      <span class="product">
        {picture && <Picture address={picture} />}
        <span>
          <b>{title}</b>
          {attributes.length > 0 && (
            <small>{attributes.map(({ name, value }) => `${name} ${value}`).join(' · ')}</small>
          )}
          <strong>{priceText(price, currency, locale)}</strong>
        </span>
      </span>
    </Linked>
  )
}

/** 订单卡片 (ORD-01), with whose word it is. */
export function OrderCard({ order }: { order: OrderView }) {
  const { number, status, total, currency, lines, url, verified } = order
  const words = cardWords[locale]
  return (
    <Linked url={url} name={`${words.order} ${number}`}>
      <span class="head">
        <span>
          {words.order} {number}
        </span>
        <em>{status}</em>
      </span>
      {lines.slice(0, SHOWN_LINES).map((line, at) => (
        <span class="goods" key={at}>
          <Picture address={line.picture} />
          <span>{line.title}</span>
          <small>× {line.quantity}</small>
        </span>
      ))}
      {lines.length > SHOWN_LINES && <small class="goods">{words.more(lines.length - SHOWN_LINES)}</small>}
      <span class="head">
        <small>{verified ? words.verified : words.unverified}</small>
        {total && (
          <strong>
            {words.total} {priceText(total, currency, locale)}
          </strong>
        )}
      </span>
    </Linked>
  )
}

function Linked({ url, name, children }: { url: string | undefined; name: string; children: ComponentChildren }) {
  return url === undefined ? (
    <span class="card" role="group" aria-label={name}>
      {children}
    </span>
  ) : (
    <a class="card" href={url} target="_blank" rel="noopener noreferrer nofollow" aria-label={name}>
      {children}
    </a>
  )
}
