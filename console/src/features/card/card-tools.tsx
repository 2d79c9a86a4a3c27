import type { Conversation } from '@keqiao/client'
import { lazy, Suspense, useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'

const SendProduct = lazy(async () => ({ default: (await import('./send-product')).SendProduct }))
const SendOrder = lazy(async () => ({ default: (await import('./send-order')).SendOrder }))

interface CardToolsProps {
  conversationId: string
  conversation: Conversation
}

/** 发送商品 and 发送订单 above the text (ORD-01, PSL-01). */
export function CardTools({ conversationId, conversation }: CardToolsProps) {
  const { card } = useTexts()
  const [open, setOpen] = useState<'product' | 'order' | null>(null)
  const close = () => setOpen(null)
  const shared = { conversationId, conversation, onDone: close }
  return (
    <>
      <button
        type="button"
        className="plain-button square-button"
        aria-label={card.sendProduct}
        title={card.sendProduct}
        onClick={() => setOpen('product')}
      >
        <Icon name="bag" />
      </button>
      <button
        type="button"
        className="plain-button square-button"
        aria-label={card.sendOrder}
        title={card.sendOrder}
        onClick={() => setOpen('order')}
      >
        <Icon name="receipt" />
      </button>
      <Dialog
        open={open !== null}
        width={520}
        title={open === 'order' ? card.sendOrder : card.sendProduct}
        close={{ label: card.close, drawing: <Icon name="close" /> }}
        onClose={close}
      >
        <Suspense fallback={<p role="status">…</p>}>
          {open === 'product' && <SendProduct {...shared} />}
          {open === 'order' && <SendOrder {...shared} />}
        </Suspense>
      </Dialog>
    </>
  )
}
