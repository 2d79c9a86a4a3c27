import type { StoredAnswer } from './entry.store'
import { escapeText } from './render-article'

/** An answer as HTML: its text, with the links and the weight that were marked in it. Other marks are for conversations. */
export function renderAnswer({ text, spans }: StoredAnswer): string {
  const marks = spans.filter(isShown)
  const edges = new Set([0, text.length, ...marks.flatMap(({ offset, length }) => [offset, offset + length])])
  const places = [...edges].toSorted((one, other) => one - other)
  return places
    .slice(1)
    .map((end, at) => {
      const start = places[at] ?? 0
      const over = marks.filter(({ offset, length }) => offset <= start && end <= offset + length)
      return over.reduce(dress, escapeText(text.slice(start, end)))
    })
    .join('')
}

interface Shown {
  readonly offset: number
  readonly length: number
  readonly mark: 'bold' | 'italic' | 'underline' | 'link'
  readonly value?: string
}

const tags = { bold: 'strong', italic: 'em', underline: 'u' } as const

function isShown(span: unknown): span is Shown {
  return ['bold', 'italic', 'underline', 'link'].includes((span as Shown).mark)
}

function dress(html: string, { mark, value }: Shown): string {
  if (mark !== 'link') return `<${tags[mark]}>${html}</${tags[mark]}>`
  const isWeb = value !== undefined && /^https?:\/\//.test(value)
  return isWeb ? `<a href="${escapeText(value)}" rel="noopener nofollow">${html}</a>` : html
}
