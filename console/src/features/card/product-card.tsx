import type { ProductView } from '@keqiao/contract'
import { priceText } from '@keqiao/domain/conversation/card-text'
import { useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { isWebAddress } from '../contact/safe-link'
import { CardPicture } from './card-picture'
import './card.css'

/** PSL-01: a product as a card. */
export function ProductCard({ product }: { product: ProductView }) {
  const { card } = useTexts()
  const language = useLanguageTag()
  const { title, picture, price, currency, sku, url, attributes = [] } = product
  const facts = attributes.map(({ name, value }) => `${name} ${value}`).join(' · ')
  return (
    <article className="card" aria-label={`${card.product} ${title}`}>
      <div className="card-product">
        <CardPicture address={picture} large />
        <div className="card-words">
          <span className="card-title" title={title}>
            {title}
          </span>
          {facts !== '' && (
            <span className="card-facts ellipsis" title={facts}>
              {facts}
            </span>
          )}
          {sku && (
            <span className="card-facts ellipsis">
              {card.sku} {sku}
            </span>
          )}
          <span className="card-price">{priceText(price, currency, language)}</span>
        </div>
      </div>
      {url !== undefined && isWebAddress(url) && <CardLink address={url} />}
    </article>
  )
}

/** Where a card leads; the page behind it learns nothing of the console. */
export function CardLink({ address }: { address: string }) {
  const { card } = useTexts()
  return (
    <a className="card-link" href={address} target="_blank" rel="noopener noreferrer nofollow" title={address}>
      <span className="ellipsis">{new URL(address).host}</span>
      <span className="spacer" />
      {card.openLink}
      <Icon name="external" small />
    </a>
  )
}
