import type { Client, Conversation, Output } from '@keqiao/client'
import type { BodyInput, OrderView, ProductView } from '@keqiao/contract'
import { priceText } from '@keqiao/domain/conversation/card-text'
import { VISIT, type KeptVisit } from '../visit'
import { OrderCard, Picture } from './cards'
import type { Host } from './host'
import { cardWords } from './locales/cards'
import { locale } from './texts'

/** The server hears of a page a moment before it can tell us its pictures. */
const ASK_AFTER_MS = 700
const MOST_ASKED = 4

type OwnCards = Output<'conversation.ownCards'>

/** The bar above the input: 您正在看 …, 发送商品, 发送订单 (ORD-01, PSL-01). */
export interface CardsBar {
  draw(client: Client, conversation: Conversation): preact.JSX.Element | false
}

/**
 * What the page said is drawn at once; its pictures, and the orders the shop has signed for, come from the server.
 *
 * @param changed draw again
 */
export function createCardsBar(host: Host, changed: () => void): CardsBar {
  let own: OwnCards = { product: null, orders: [] }
  let asked = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  let choosing = false
  /** He has sent it, or does not want to see it: until it is another one. */
  let putAway: string | undefined

  function ask(client: Client, conversation: Conversation, told: ReturnType<typeof readKept>, kept: string): void {
    const conversationId = conversation.id()
    if (!conversationId || client.state.getSnapshot().status !== 'connected') return
    const key = conversationId + kept
    if (key === asked) return
    asked = key
    let count = 0
    const again = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => void fetchOwn(), ASK_AFTER_MS * (count + 1))
    }
    async function fetchOwn(): Promise<void> {
      count += 1
      const reply = await client.call('conversation.ownCards', { conversationId: conversationId ?? '' })
      if (key !== asked) return
      if (reply.ok) own = reply.result
      const isThere = reply.ok && (!told.product || own.product?.title === told.product.title)
      if (!isThere && count < MOST_ASKED) again()
      changed()
    }
    again()
  }

  return {
    draw(client, conversation) {
      const kept = host.storage.get(VISIT) ?? ''
      const told = readKept(kept)
      // Where he is changes with each page; what can be sent does not.
      ask(client, conversation, told, JSON.stringify([told.product, told.orders]))
      const isSame = told.product?.title === own.product?.title
      const product = told.product && isSame && own.product ? own.product : told.product
      const orders = own.orders.length > 0 ? own.orders : told.orders
      const name = product ? product.title + (product.url ?? '') : undefined
      const shown = product && name !== putAway ? product : null
      const done = (): void => {
        choosing = false
        changed()
      }
      return (
        (shown !== null || orders.length > 0) && (
          <Bar
            product={shown}
            orders={orders}
            choosing={choosing}
            onChoose={() => {
              choosing = !choosing
              changed()
            }}
            onHide={() => {
              putAway = name
              changed()
            }}
            onProduct={(card) => {
              putAway = name
              sendProduct(conversation, card)
              done()
            }}
            onOrder={(order) => {
              sendOrder(conversation, order)
              done()
            }}
          />
        )
      )
    },
  }
}

function sendProduct(conversation: Conversation, { picture, ...product }: ProductView): void {
  const body: BodyInput = { kind: 'product', ...product }
  conversation.send(body, { ...body, ...(picture && { picture }) })
}

/** Whose word it is, and the pictures we have of it, are the server's to say. */
function sendOrder(conversation: Conversation, order: OrderView): void {
  const { verified: _verified, lines, ...facts } = order
  const bare = lines.map(({ picture: _picture, ...line }) => line)
  conversation.send({ kind: 'order', ...facts, lines: bare }, { kind: 'order', ...order })
}

/** What the page has said, as cards; the loader's second part has made it what the server takes. */
function readKept(kept: string): { product: ProductView | null; orders: OrderView[] } {
  try {
    const { product, orders = [] } = JSON.parse(kept) as KeptVisit
    return {
      product: product && {
        title: product.title,
        ...(product.url && { url: product.url }),
        ...(product.price && { price: product.price }),
        ...(product.currency && { currency: product.currency }),
        ...(product.id && product.id !== product.title && { sku: product.id }),
        ...(product.attributes && { attributes: [...product.attributes] }),
        ...(product.image && { image: product.image }),
      },
      orders: orders.map((order) => ({ ...order, verified: false, lines: [...order.lines] })),
    }
  } catch {
    return { product: null, orders: [] }
  }
}

interface BarProps {
  product: ProductView | null
  orders: readonly OrderView[]
  choosing: boolean
  onChoose(): void
  onHide(): void
  onProduct(product: ProductView): void
  onOrder(order: OrderView): void
}

function Bar({ product, orders, choosing, onChoose, onHide, onProduct, onOrder }: BarProps) {
  const words = cardWords[locale]
  return (
    <section class="cards" aria-label={words.looking}>
      {choosing && (
        <ul
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            onChoose()
          }}
        >
          {orders.map((order) => (
            <li key={order.number}>
              <OrderCard order={order} />
              <button type="button" aria-label={words.sendThis(order.number)} onClick={() => onOrder(order)}>
                {words.send}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="looking">
        {product && (
          <>
            <Picture address={product.picture} />
            <span>
              {product.title}
              <small>
                {words.looking} {priceText(product.price, product.currency, locale)}
              </small>
            </span>
            <button type="button" onClick={() => onProduct(product)}>
              {words.sendProduct}
            </button>
          </>
        )}
        {orders.length > 0 && (
          <button type="button" aria-expanded={choosing} onClick={onChoose}>
            {words.sendOrder}
          </button>
        )}
        {product && (
          <button type="button" class="hide" aria-label={words.hide} onClick={onHide}>
            ×
          </button>
        )}
      </div>
    </section>
  )
}
