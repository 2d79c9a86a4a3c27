import type { BodyView } from '@keqiao/contract'
import { readableColor } from '../readable-color'

type Spans = NonNullable<Extract<BodyView, { kind: 'text' }>['spans']>

/** A run of text whose marks do not change. Only values of the closed list (CON-09) get here; all else is dropped. */
export interface Segment {
  readonly text: string
  readonly bold?: true
  readonly italic?: true
  readonly underline?: true
  readonly font?: 'sans' | 'serif' | 'kai' | 'mono'
  /** Pixels. */
  readonly size?: number
  /** `#rrggbb`, dark enough on white. */
  readonly color?: string
  /** An http(s) address. */
  readonly link?: string
}

const FONTS: readonly string[] = ['sans', 'serif', 'kai', 'mono']
/** Stops before the punctuation that Chinese and English sentences put after an address. */
const ADDRESS = /https?:\/\/[^\s<>"'，。；：！？、（）【】《》「」]*[^\s<>"'，。；：！？、（）【】《》「」.,;:!?)\]]/gi

/**
 * Cuts a text at the borders of its marks, and marks bare addresses as links. Joined again the segments are the text.
 * Where two marks of one kind overlap, the later one counts.
 *
 * @param spans offsets and lengths in UTF-16 units; parts outside the text are ignored
 */
export function segmentText(text: string, spans: Spans = []): Segment[] {
  const cuts = new Set([0, text.length])
  for (const { offset, length } of spans) {
    cuts.add(Math.min(offset, text.length))
    cuts.add(Math.min(offset + length, text.length))
  }
  const borders = [...cuts].sort((a, b) => a - b)
  return borders.slice(1).flatMap((end, index) => {
    const start = borders[index] ?? 0
    const marks: Omit<Segment, 'text'> = Object.assign(
      {},
      ...spans.filter((s) => s.offset <= start && s.offset + s.length >= end).map(markOf),
    )
    const piece = text.slice(start, end)
    return marks.link ? [{ ...marks, text: piece }] : linkAddresses(piece, marks)
  })
}

function markOf(span: Spans[number]): Omit<Segment, 'text'> {
  switch (span.mark) {
    case 'bold':
    case 'italic':
    case 'underline':
      return { [span.mark]: true }
    case 'font':
      return FONTS.includes(span.value) ? { font: span.value } : {}
    case 'size': {
      const size = Number(span.value)
      return size >= 12 && size <= 20 ? { size } : {}
    }
    case 'color':
      return { color: readableColor(span.value) }
    case 'link':
      return /^https?:\/\//i.test(span.value) ? { link: span.value } : {}
    default:
      // A mark of a newer server: its text is shown all the same.
      return {}
  }
}

function linkAddresses(text: string, marks: Omit<Segment, 'text'>): Segment[] {
  const segments: Segment[] = []
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    if (match.index > from) segments.push({ ...marks, text: text.slice(from, match.index) })
    segments.push({ ...marks, text: match[0], link: match[0] })
    from = match.index + match[0].length
  }
  if (from < text.length) segments.push({ ...marks, text: text.slice(from) })
  return segments
}
