import type { KnowledgeVersionView } from '@keqiao/contract'

type Content = KnowledgeVersionView['content']

export interface DiffPiece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

interface StateWords {
  readonly yes: string
  readonly no: string
  readonly public: string
  readonly internal: string
}

/** What of an entry differs between two saves, as texts that can be compared; nothing against the first. */
export function changedFields(
  before: Content | null,
  after: Content,
  nameOfCategory: (id: string) => string,
  words: StateWords,
): { readonly field: keyof Content; readonly from: string; readonly to: string }[] {
  if (!before) return []
  const textOf = (content: Content): Record<keyof Content, string> => ({
    question: content.question,
    similar: content.similar.join('\n'),
    categoryId: nameOfCategory(content.categoryId ?? ''),
    keywords: content.keywords.join('、'),
    answer: content.answer.text,
    article: content.article ?? '',
    active: content.active ? words.yes : words.no,
    public: content.public ? words.public : words.internal,
    position: String(content.position),
  })
  const [from, to] = [textOf(before), textOf(after)]
  return (Object.keys(to) as (keyof Content)[])
    .filter((field) => from[field] !== to[field])
    .map((field) => ({ field, from: from[field], to: to[field] }))
}

/** Past this a comparison by characters would take too long to be looked at. */
const longest = 1_500

/** What was taken away and what came, by characters of Chinese and words of Latin. */
export function wordDiff(from: string, to: string): DiffPiece[] {
  const [a, b] = [piecesOf(from), piecesOf(to)]
  if (a.length > longest || b.length > longest) {
    return [
      { kind: 'removed', text: from },
      { kind: 'added', text: to },
    ]
  }
  return joined(walk(a, b, commonLengths(a, b)))
}

const piecesOf = (text: string): string[] => text.match(/[\p{Script=Latin}\p{N}]+|\s+|./gsu) ?? []

/** Lengths of the longest common rest, from each pair of places on. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const [row, below] = [lengths[i], lengths[i + 1]]
    if (!row || !below) continue
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return lengths
}

function walk(a: readonly string[], b: readonly string[], lengths: readonly Uint16Array[]): DiffPiece[] {
  const found: DiffPiece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [old, fresh] = [a[i], b[j]]
    const loses = lengths[i + 1]?.[j] ?? -1
    const gains = lengths[i]?.[j + 1] ?? -1
    if (old !== undefined && old === fresh) {
      found.push({ kind: 'same', text: old })
      i += 1
      j += 1
    } else if (old !== undefined && (fresh === undefined || loses >= gains)) {
      found.push({ kind: 'removed', text: old })
      i += 1
    } else {
      found.push({ kind: 'added', text: fresh ?? '' })
      j += 1
    }
  }
  return found
}

function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const done: DiffPiece[] = []
  for (const piece of pieces) {
    const last = done.at(-1)
    if (last?.kind === piece.kind) done[done.length - 1] = { kind: last.kind, text: last.text + piece.text }
    else done.push(piece)
  }
  return done
}
