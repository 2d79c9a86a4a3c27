import { KNOWLEDGE_LIMITS } from '@keqiao/contract'
import type { TenantId } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { foldInPlace } from '../../platform/search'
import { selectKeywords } from './search.store'

/** A keyword where it stands in a text. */
export interface ExtractedKeyword {
  readonly keyword: string
  readonly offset: number
  readonly length: number
}

/** What somebody says at length is looked through so far. */
const maxTextLength = 500
const longest = KNOWLEDGE_LIMITS.maxKeywordLength

/** The keywords that a text contains, in its order; of two that overlap the longer (CON-17). */
export async function extractKeywords(tx: Tx, tenantId: TenantId, text: string): Promise<ExtractedKeyword[]> {
  const folded = foldInPlace(text.slice(0, maxTextLength))
  const pieces = new Set<string>()
  for (let start = 0; start < folded.length; start += 1) {
    for (let end = start + 1; end <= Math.min(folded.length, start + longest); end += 1) {
      const piece = folded.slice(start, end)
      if (piece.trim() === piece) pieces.add(piece)
    }
  }
  if (pieces.size === 0) return []
  return longestFirst(folded, await selectKeywords(tx, tenantId, [...pieces])).map(({ offset, length }) => ({
    keyword: text.slice(offset, offset + length),
    offset,
    length,
  }))
}

/** Where keywords stand, none inside another. */
export function longestFirst(
  folded: string,
  keywords: ReadonlySet<string>,
): { readonly offset: number; readonly length: number }[] {
  const found: { offset: number; length: number }[] = []
  for (let at = 0; at < folded.length;) {
    const fitting = [...keywords].filter((keyword) => folded.startsWith(keyword, at) && isWhole(folded, at, keyword))
    const length = Math.max(0, ...fitting.map((keyword) => keyword.length))
    if (length > 0) found.push({ offset: at, length })
    at += Math.max(1, length)
  }
  return found
}

/** A Latin keyword is not part of a longer word: "app" is not in "apple". */
function isWhole(folded: string, at: number, keyword: string): boolean {
  const isLetter = (character: string | undefined) => character !== undefined && /[a-z0-9]/.test(character)
  const end = at + keyword.length
  return !(isLetter(folded[at - 1]) && isLetter(folded[at])) && !(isLetter(folded[end]) && isLetter(folded[end - 1]))
}
