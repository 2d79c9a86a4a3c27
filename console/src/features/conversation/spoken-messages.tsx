import type { BodyView, EventView } from '@keqiao/contract'
import { useEffect, useRef, useState } from 'react'
import type { Catalogue } from '../../i18n/catalogue'
import { useTexts } from '../../i18n/language'

function wordsOf(body: BodyView, { message, card }: Catalogue): string {
  switch (body.kind) {
    case 'text':
      return body.text
    case 'image':
      return message.image
    case 'file':
      return message.file(body.name)
    case 'product':
      return `${card.productMark} ${body.title}`
    case 'order':
      return `${card.orderMark} ${body.number}`
    case 'recalled':
      return message.recalled
  }
}

/** Says the visitor's new messages to a screen reader. The thread itself keeps quiet: paging it must not read it out. */
export function SpokenMessages({ events }: { events: readonly EventView[] }) {
  const texts = useTexts()
  const last = events.at(-1)
  const heardSeq = useRef(last?.seq ?? 0)
  const [words, setWords] = useState('')
  useEffect(() => {
    const arrived = events.filter((event) => event.seq > heardSeq.current)
    heardSeq.current = Math.max(heardSeq.current, last?.seq ?? 0)
    const spoken = arrived.flatMap((event) => {
      if (event.type !== 'message.sent' || event.payload.from !== 'visitor') return []
      const { body, authorName } = event.payload
      const text = wordsOf(body, texts)
      return [texts.message.visitorSays(authorName, text)]
    })
    if (spoken.length > 0) setWords(spoken.join('\n'))
  }, [events, last, texts])
  return (
    <div className="heard-only" aria-live="polite">
      {words}
    </div>
  )
}
