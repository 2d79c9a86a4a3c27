/** Keys that put a phrase into the composer (CON-15). The digits 1 to 3 alone are the agent's status. */
export const phraseKeys = [
  'Alt+4',
  'Alt+5',
  'Alt+6',
  'Alt+7',
  'Alt+8',
  'Alt+9',
  'Alt+0',
  'Alt+Shift+1',
  'Alt+Shift+2',
  'Alt+Shift+3',
  'Alt+Shift+4',
  'Alt+Shift+5',
  'Alt+Shift+6',
  'Alt+Shift+7',
  'Alt+Shift+8',
  'Alt+Shift+9',
] as const

export type PhraseKey = (typeof phraseKeys)[number]

/** How much a library of phrases may hold: the merchant's, and a member's own. */
export const maxPublicPhrases = 5_000
export const maxOwnPhrases = 500
export const maxPhraseCategories = 200
export const maxPhraseFiles = 5

/** What may follow the slash. Null for what may not: blanks would end it, and a screen shows only so many. */
export function phraseCodeOf(text: string): string | null {
  const bare = text.normalize('NFKC').trim().replace(/^\//, '').toLowerCase()
  return /^[\p{L}\p{N}_-]{1,12}$/u.test(bare) ? bare : null
}

/** Variables of a phrase by what they stand for, in the words of each of our languages. */
export const phraseVariables = {
  visitor: ['访客昵称', '訪客暱稱', 'visitor'],
  agent: ['客服昵称', '客服暱稱', 'agent'],
  merchant: ['商家', '商家', 'merchant'],
  product: ['商品', '商品', 'product'],
  productLink: ['商品链接', '商品連結', 'product link'],
  order: ['订单号', '訂單號', 'order'],
  greeting: ['时间问候', '時間問候', 'greeting'],
  room: ['房间号', '房間號', 'room'],
  date: ['日期', '日期', 'date'],
} as const

export type PhraseVariable = keyof typeof phraseVariables

const variable = /\{([\p{L}\p{N}_ ]{1,20})\}/gu

/** What stands in braces in a text, with its place: a variable that was filled does not any more. */
export function variablesIn(text: string): readonly { readonly name: string; readonly offset: number }[] {
  return Array.from(text.matchAll(variable), ({ 0: name, index: offset }) => ({ name, offset }))
}

interface Marked<Span> {
  readonly text: string
  readonly spans: readonly Span[]
}

/**
 * The text with its variables filled where a value is known (CON-24); the others stay as they are, to be seen. Marks move
 * along, and a mark that covers a variable covers what takes its place.
 */
export function fillVariables<Span extends { readonly offset: number; readonly length: number }>(
  { text, spans }: Marked<Span>,
  values: Readonly<Partial<Record<PhraseVariable, string>>>,
): Marked<Span> {
  const names = Object.keys(phraseVariables) as PhraseVariable[]
  const valueOf = (word: string) => {
    const name = names.find((one) => (phraseVariables[one] as readonly string[]).includes(word))
    return name && values[name] ? values[name] : null
  }
  const changes = Array.from(text.matchAll(variable)).flatMap(({ 0: whole, 1: word = '', index }) => {
    const value = valueOf(word.trim())
    return value === null ? [] : [{ start: index, end: index + whole.length, value }]
  })
  const moved = (at: number, isEnd: boolean) => {
    let by = 0
    for (const { start, end, value } of changes) {
      if (end <= at) by += value.length - (end - start)
      else if (start < at) return start + by + (isEnd ? value.length : 0)
    }
    return at + by
  }
  let filled = text
  for (const { start, end, value } of changes.toReversed()) filled = filled.slice(0, start) + value + filled.slice(end)
  return {
    text: filled,
    spans: spans.map((span) => {
      const offset = moved(span.offset, false)
      return { ...span, offset, length: moved(span.offset + span.length, true) - offset }
    }),
  }
}
