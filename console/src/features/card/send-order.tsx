import type { Conversation } from '@keqiao/client'
import type { OrderView } from '@keqiao/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { NotLoaded, Waiting } from '../contact/panel-faces'
import { useVisit } from '../contact/use-visit'
import { OrderCard } from './order-card'
import './send-cards.css'

/** More than these, and one looks by number or by what was bought. */
const searchableFrom = 4

interface SendOrderProps {
  conversationId: string
  conversation: Conversation
  onDone: () => void
}

/** 发送订单: an order of the customer, as his page or the shop's signed word tells it. */
export function SendOrder({ conversationId, conversation, onDone }: SendOrderProps) {
  const { card } = useTexts()
  const { visit, error, retry } = useVisit(conversationId)
  const [search, setSearch] = useState('')
  if (error && !visit) return <NotLoaded code={error.code} onRetry={retry} />
  if (!visit) return <Waiting />
  const { orders } = visit
  const found = orders.filter((order) => isFound(order, search.trim()))
  const send = (order: OrderView) => {
    conversation.send(bodyOf(order), { kind: 'order', ...order })
    onDone()
  }
  if (orders.length === 0) {
    return (
      <div className="send-cards">
        <p className="send-cards-none">{card.ordersNone}</p>
        <p className="send-cards-quiet">{card.ordersNoneHint}</p>
      </div>
    )
  }
  return (
    <div className="send-cards">
      {orders.length >= searchableFrom && (
        <input
          type="search"
          className="rules-input"
          aria-label={card.search}
          placeholder={card.search}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      {found.length === 0 && <p className="send-cards-quiet">{card.noMatch}</p>}
      <ul className="send-cards-list">
        {found.map((order) => (
          <li key={order.number} className="send-cards-row">
            <OrderCard order={order} />
            <Button aria-label={`${card.send} ${order.number}`} onClick={() => send(order)}>
              {card.send}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function isFound({ number, lines }: OrderView, search: string): boolean {
  return [number, ...lines.map(({ title }) => title)].join('\n').toLowerCase().includes(search.toLowerCase())
}

/** Whose word it is, and our copies of its pictures, are the server's to say. */
function bodyOf({ verified: _verified, lines, ...order }: OrderView) {
  return { kind: 'order' as const, ...order, lines: lines.map(({ picture: _picture, ...line }) => line) }
}
