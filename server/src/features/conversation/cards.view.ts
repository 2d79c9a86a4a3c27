import type { BodyView, OrderView, ProductView, VisitView } from '@keqiao/contract'
import type {
  FileFacts,
  OrderBody,
  OrderFacts,
  ProductBody,
  ProductFacts,
  TenantId,
  ViewedProduct,
  Visit,
} from '@keqiao/domain'
import type { ForeignPicture } from '../file'

/** Makes the address under which a reader gets a file, or our copy of a picture that lies elsewhere; valid for a while. */
export type SignFile = (what: FileFacts | ForeignPicture) => string

/** A card of a message for its readers: their pictures come from us. */
export function cardView(
  body: ProductBody | OrderBody,
  tenantId: TenantId,
  sign: SignFile,
): Extract<BodyView, { kind: 'product' | 'order' }> {
  if (body.kind === 'order') return { kind: 'order', ...orderViewOf(body, body.verified, tenantId, sign) }
  const { kind, file, ...facts } = body
  return { kind, ...productViewOf(facts, tenantId, sign), ...(file ? { picture: sign(file) } : {}) }
}

function productViewOf({ attributes, ...facts }: ProductFacts, tenantId: TenantId, sign: SignFile): ProductView {
  const shown = { ...facts, ...(attributes ? { attributes: [...attributes] } : {}) }
  return { ...shown, ...pictureOf(facts.image, tenantId, sign) }
}

function orderViewOf(order: OrderFacts, verified: boolean, tenantId: TenantId, sign: SignFile): OrderView {
  const lines = order.lines.map((line) => ({ ...line, ...pictureOf(line.image, tenantId, sign) }))
  return { ...order, verified, lines }
}

function pictureOf(source: string | null | undefined, tenantId: TenantId, sign: SignFile): { picture?: string } {
  return source ? { picture: sign({ tenantId, source }) } : {}
}

/** The visit for staff. */
export function visitView(visit: Visit, signed: readonly OrderFacts[], tenantId: TenantId, sign: SignFile): VisitView {
  const { product } = visit
  return {
    ...visit,
    product: product && viewedProduct(product, tenantId, sign),
    orders: ordersOf(visit, signed, tenantId, sign),
  }
}

function viewedProduct(product: ViewedProduct, tenantId: TenantId, sign: SignFile): VisitView['product'] {
  const { attributes, ...facts } = product
  // Rows from before addresses were checked may hold anything.
  const image = webAddressOf(product.image)
  const shown = { ...facts, image, url: webAddressOf(product.url) }
  return { ...shown, ...(attributes ? { attributes: [...attributes] } : {}), ...pictureOf(image, tenantId, sign) }
}

function webAddressOf(text: string | null): string | null {
  return text !== null && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : null
}

/** What the shop has signed goes before what a page says of the same order. */
function ordersOf(visit: Visit, signed: readonly OrderFacts[], tenantId: TenantId, sign: SignFile): OrderView[] {
  const vouched = new Set(signed.map(({ number }) => number))
  return [
    ...signed.map((order) => orderViewOf(order, true, tenantId, sign)),
    ...visit.orders
      .filter(({ number }) => !vouched.has(number))
      .map((order) => orderViewOf(order, false, tenantId, sign)),
  ]
}

/** What a visitor can send as cards: his product as a card, and his orders. */
export function ownCardsView(
  visit: Visit,
  signed: readonly OrderFacts[],
  tenantId: TenantId,
  sign: SignFile,
): { product: ProductView | null; orders: OrderView[] } {
  const { product } = visitView(visit, signed, tenantId, sign)
  return {
    product: product && {
      title: product.title,
      ...(product.url ? { url: product.url } : {}),
      ...(product.price ? { price: product.price } : {}),
      ...(product.currency ? { currency: product.currency } : {}),
      ...(product.id && product.id !== product.title ? { sku: product.id } : {}),
      ...(product.attributes ? { attributes: product.attributes } : {}),
      ...(product.image ? { image: product.image } : {}),
      ...(product.picture ? { picture: product.picture } : {}),
    },
    orders: ordersOf(visit, signed, tenantId, sign),
  }
}
