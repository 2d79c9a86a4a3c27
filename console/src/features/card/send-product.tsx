import { uploadFile, type Conversation } from '@keqiao/client'
import type { BodyInput, FileView, ProductView, VisitView } from '@keqiao/contract'
import { CARD_LIMITS, FRAME_LIMITS } from '@keqiao/contract/frames'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { errorWords } from '../../i18n/error-words'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { NotLoaded, Waiting } from '../contact/panel-faces'
import { isWebAddress } from '../contact/safe-link'
import { useVisit } from '../contact/use-visit'
import { bodyOf, checkFile } from '../conversation/composer/uploads'
import { sameOrigin } from '../session/session'
import { ProductCard } from './product-card'
import './send-cards.css'

interface SendProductProps {
  conversationId: string
  conversation: Conversation
  onDone: () => void
}

/** 发送商品: what the visitor looks at, or a product by hand. */
export function SendProduct({ conversationId, conversation, onDone }: SendProductProps) {
  const { card } = useTexts()
  const { visit, error, retry } = useVisit(conversationId)
  const viewed = visit?.product ? productOf(visit.product) : null
  const send = ({ picture, ...product }: ProductView) => {
    const shown = picture === undefined ? {} : { picture }
    conversation.send({ kind: 'product', ...product }, { kind: 'product', ...product, ...shown })
    onDone()
  }
  return (
    <div className="send-cards">
      <h3>{card.looking}</h3>
      {error && !visit && <NotLoaded code={error.code} onRetry={retry} />}
      {!error && !visit && <Waiting />}
      {visit && !viewed && <p className="send-cards-quiet">{card.lookingNone}</p>}
      {viewed && (
        <div className="send-cards-row">
          <ProductCard product={viewed} />
          <Button type="primary" data-first-focus onClick={() => send(viewed)}>
            {card.send}
          </Button>
        </div>
      )}
      <h3>{card.byHand}</h3>
      <ByHand conversationId={conversationId} conversation={conversation} onDone={onDone} />
    </div>
  )
}

/** What the page says of a product, as a card. */
export function productOf(product: NonNullable<VisitView['product']>): ProductView {
  const { id, title, price, url, image, currency, attributes, picture } = product
  return {
    title,
    ...(url !== null && { url }),
    ...(price !== '' && { price }),
    ...(currency !== undefined && { currency }),
    ...(id !== '' && id !== title && { sku: id }),
    ...(attributes !== undefined && { attributes }),
    ...(image !== null && { image }),
    ...(picture !== undefined && { picture }),
  }
}

/** A product nobody told us of: title, link, price, and a picture from this machine. */
function ByHand({ conversationId, conversation, onDone }: SendProductProps) {
  const { card } = useTexts()
  const [draft, setDraft] = useState({ title: '', url: '', price: '' })
  const [picture, setPicture] = useState<FileView | null>(null)
  const [complaint, setComplaint] = useState<string | null>(null)
  const set = (part: Partial<typeof draft>) => {
    setComplaint(null)
    setDraft((now) => ({ ...now, ...part }))
  }
  const send = () => {
    const [title, url, price] = [draft.title.trim(), draft.url.trim(), draft.price.trim()]
    if (title === '') return setComplaint(card.noTitle)
    if (url !== '' && !(isWebAddress(url) && URL.canParse(url))) return setComplaint(card.urlWrong)
    const facts = { title, ...(url !== '' && { url }), ...(price !== '' && { price }) }
    const fileId = picture && bodyOf(picture).fileId
    const body: BodyInput = { kind: 'product', ...facts, ...(fileId && { fileId }) }
    conversation.send(body, { kind: 'product', ...facts, ...(picture && { picture: picture.url }) })
    onDone()
  }
  return (
    <form
      className="send-cards-form"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <label>
        {card.title}
        <input
          value={draft.title}
          maxLength={FRAME_LIMITS.maxTitleLength}
          onChange={({ target }) => set({ title: target.value })}
        />
      </label>
      <label>
        {card.url}
        <input
          value={draft.url}
          inputMode="url"
          maxLength={FRAME_LIMITS.maxUrlLength}
          placeholder="https://"
          onChange={({ target }) => set({ url: target.value })}
        />
      </label>
      <label>
        {card.price}
        <input
          value={draft.price}
          maxLength={CARD_LIMITS.maxPriceLength}
          placeholder={card.priceExample}
          onChange={({ target }) => set({ price: target.value })}
        />
      </label>
      <PictureField
        conversationId={conversationId}
        picture={picture}
        onPicture={setPicture}
        onComplaint={setComplaint}
      />
      <p className="send-cards-complaint" role="alert">
        {complaint}
      </p>
      <div className="dialog-foot">
        <Button htmlType="submit">{card.send}</Button>
      </div>
    </form>
  )
}

interface PictureFieldProps {
  conversationId: string
  picture: FileView | null
  onPicture: (picture: FileView | null) => void
  onComplaint: (words: string | null) => void
}

function PictureField({ conversationId, picture, onPicture, onComplaint }: PictureFieldProps) {
  const texts = useTexts()
  const { card } = texts
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const take = async (file: File) => {
    const refusal = checkFile(file)
    if (refusal !== null) return onComplaint(card.uploadFailed(errorWords(texts, refusal)))
    setBusy(true)
    const reply = await uploadFile(sameOrigin, { conversationId, file, name: file.name }).done
    setBusy(false)
    if (!reply.ok) return onComplaint(card.uploadFailed(errorWords(texts, reply.error.code)))
    if (reply.result.width === undefined) {
      return onComplaint(card.uploadFailed(errorWords(texts, 'file_type_refused')))
    }
    onComplaint(null)
    onPicture(reply.result)
  }
  return (
    <div className="send-cards-picture">
      <span>{card.picture}</span>
      {picture && <img src={picture.url} alt={picture.name} />}
      <button type="button" className="small-button" disabled={busy} onClick={() => input.current?.click()}>
        <Icon name="image" small />
        {busy ? card.busy : card.choosePicture}
      </button>
      {picture ? (
        <button type="button" className="small-button" onClick={() => onPicture(null)}>
          {card.removePicture}
        </button>
      ) : (
        <small>{card.pictureHint}</small>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/gif,image/webp"
        aria-label={card.choosePicture}
        onChange={({ target }) => {
          const [file] = Array.from(target.files ?? [])
          target.value = ''
          if (file) void take(file)
        }}
      />
    </div>
  )
}
