import type { BodyInput } from '@keqiao/contract'
import { FRAME_LIMITS } from '@keqiao/contract/frames'

export type Span = NonNullable<Extract<BodyInput, { kind: 'text' }>['spans']>[number]

/** What stands in the composer: text, and the marks on it. Offsets count UTF-16 units, as the contract's do. */
export interface StyledDraft {
  readonly text: string
  readonly spans: readonly Span[]
}

export interface Selected {
  readonly start: number
  readonly end: number
}

/** CON-09: one of the six properties, and what it becomes; null takes it away. */
export type Change =
  | { readonly mark: 'bold' | 'italic' | 'underline' }
  | { readonly mark: 'font'; readonly value: 'sans' | 'serif' | 'kai' | 'mono' | null }
  | { readonly mark: 'size'; readonly value: '12' | '14' | '16' | '18' | '20' | null }
  | { readonly mark: 'color'; readonly value: string | null }

const endOf = (span: Span) => span.offset + span.length
const valueOf = (span: Span) => ('value' in span ? span.value : null)
const alike = (a: Span, b: Span) => a.mark === b.mark && valueOf(a) === valueOf(b)

/** The value of a mark that holds over the whole selection; `true` for one without values. */
export function heldBy({ spans }: StyledDraft, mark: Span['mark'], { start, end }: Selected): string | true | null {
  const covering = spans.find((span) => span.mark === mark && span.offset <= start && end <= endOf(span))
  return covering ? (valueOf(covering) ?? true) : null
}

/**
 * The draft with the change applied to the selection, or to all of it where nothing is selected. A mark without values
 * is taken away where all of the selection has it. More marks than a message may carry change nothing.
 */
export function applyChange(draft: StyledDraft, change: Change, selected: Selected): StyledDraft {
  const { start, end } = selected.start < selected.end ? selected : { start: 0, end: draft.text.length }
  if (start === end) return draft
  const rest = draft.spans.flatMap((span) => (span.mark === change.mark ? cutOut(span, start, end) : [span]))
  const taken = 'value' in change ? change.value === null : heldBy(draft, change.mark, { start, end }) !== null
  const added = { ...change, offset: start, length: end - start } as Span
  const spans = joined(taken ? rest : [...rest, added])
  return spans.length > FRAME_LIMITS.maxSpans ? draft : { ...draft, spans }
}

/** What is left of a span before and behind the range. */
function cutOut(span: Span, start: number, end: number): Span[] {
  const before = { ...span, length: Math.min(endOf(span), start) - span.offset }
  const offset = Math.max(span.offset, end)
  const behind = { ...span, offset, length: endOf(span) - offset }
  return [before, behind].filter(({ length }) => length > 0)
}

/** The draft with a piece of styled text in the place of what is selected, and where the caret stands then. */
export function insertPiece(
  draft: StyledDraft,
  piece: StyledDraft,
  { start, end }: Selected,
): { readonly draft: StyledDraft; readonly caret: number } {
  const caret = start + piece.text.length
  const by = caret - end
  const kept = draft.spans.flatMap((span) => {
    const before = { ...span, length: Math.min(endOf(span), start) - span.offset }
    const offset = Math.max(span.offset, end)
    const behind = { ...span, offset: offset + by, length: endOf(span) - offset }
    return [before, behind].filter(({ length }) => length > 0)
  })
  const added = piece.spans.map((span) => ({ ...span, offset: span.offset + start }))
  const text = draft.text.slice(0, start) + piece.text + draft.text.slice(end)
  return { draft: { text, spans: joined([...kept, ...added]).slice(0, FRAME_LIMITS.maxSpans) }, caret }
}

/** In order, with neighbours of the same mark and value as one. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const done: Span[] = []
  for (const span of spans.toSorted((a, b) => a.offset - b.offset)) {
    const at = done.findIndex((one) => alike(one, span) && endOf(one) >= span.offset)
    const before = done[at]
    if (!before) done.push(span)
    else done[at] = { ...before, length: Math.max(endOf(before), endOf(span)) - before.offset }
  }
  return done
}
