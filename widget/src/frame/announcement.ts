import type { BodyView } from '@keqiao/contract'
import { cardWords } from './locales/cards'
import { locale, say } from './texts'
import type { ThreadItem } from './thread-items'

/**
 * What a screen reader should hear: the newest line or message of the others, once it is new. What was there at first,
 * and older messages that scroll in, are not news.
 */
export function announcement(): (items: readonly ThreadItem[]) => string {
  let told: string | undefined
  let spoken = ''
  return (items) => {
    const last = items.findLast((item) => item.kind === 'line' || (item.kind === 'message' && !item.mine))
    if (!last || last.key === told) return spoken
    const first = told === undefined
    told = last.key
    if (!first) spoken = wordsOf(last)
    return spoken
  }
}

function wordsOf(item: ThreadItem): string {
  if (item.kind === 'line') return say(item.line, { name: item.name })
  if (item.kind !== 'message' || !item.body) return ''
  const { body, name } = item
  return say('said', {
    name,
    text: textOf(body),
  })
}

function textOf(body: BodyView): string {
  switch (body.kind) {
    case 'text':
      return body.text
    case 'product':
      return `${cardWords[locale].product} ${body.title}`
    case 'order':
      return `${cardWords[locale].order} ${body.number}`
    default:
      return `${say(body.kind)} ${'name' in body ? body.name : ''}`
  }
}
