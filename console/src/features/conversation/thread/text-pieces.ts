import type { BodyView } from '@keqiao/contract'

export type TextBody = Extract<BodyView, { kind: 'text' }>
type Span = NonNullable<TextBody['spans']>[number]

export interface Marks {
  readonly bold?: true
  readonly italic?: true
  readonly underline?: true
  readonly font?: 'sans' | 'serif' | 'kai' | 'mono'
  /** Pixels, 12 to 20. */
  readonly size?: number
  /** `#rrggbb`. */
  readonly color?: string
  readonly link?: string
}

export interface Piece {
  /** Where it begins, in UTF-16 units: also its identity among its siblings. */
  readonly offset: number
  readonly text: string
  readonly marks: Marks
}

/** Ends before blanks and before the punctuation that closes a Chinese or an English sentence. */
const address = /https?:\/\/[^\s<>"'，。；：！？、（）《》「」『』【】]+/g

const withoutFullStop = (url: string) => url.replace(/[.,;:!?)\]]+$/, '')

/** Addresses somebody typed become links unless a span says otherwise. */
function typedLinks({ text, spans = [] }: TextBody): Span[] {
  return Array.from(text.matchAll(address)).flatMap(({ 0: found, index: offset }) => {
    const value = withoutFullStop(found)
    const covered = spans.some(
      (s) => s.mark === 'link' && s.offset < offset + value.length && offset < s.offset + s.length,
    )
    return covered ? [] : [{ mark: 'link' as const, offset, length: value.length, value }]
  })
}

/** The text cut at every edge of a span, each piece with all marks that cover it; of two alike the later wins. */
export function textPieces(body: TextBody): readonly Piece[] {
  const { text } = body
  const spans = [...(body.spans ?? []), ...typedLinks(body)]
  const inside = (at: number) => at > 0 && at < text.length
  const edges = new Set([0, ...spans.flatMap(({ offset, length }) => [offset, offset + length]).filter(inside)])
  const cuts = Array.from(edges).sort((a, b) => a - b)
  return cuts.map((offset, index) => {
    const end = cuts[index + 1] ?? text.length
    const covering = spans.filter((span) => span.offset <= offset && end <= span.offset + span.length)
    return { offset, text: text.slice(offset, end), marks: Object.assign({}, ...covering.map(marksOf)) as Marks }
  })
}

function marksOf(span: Span): Marks {
  switch (span.mark) {
    case 'bold':
    case 'italic':
    case 'underline':
      return { [span.mark]: true }
    case 'font':
      return { font: span.value }
    case 'size':
      return { size: Math.min(20, Math.max(12, Number(span.value))) }
    case 'color':
      return { color: span.value }
    case 'link':
      // Checked by the contract as well; nothing but http(s) may ever become an address here.
      return /^https?:\/\//i.test(span.value) ? { link: span.value } : {}
  }
}
