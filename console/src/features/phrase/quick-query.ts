/** What is looked for in the quick list, and the part of the text it stands in. */
export interface QuickQuery {
  readonly q: string
  readonly start: number
  readonly end: number
}

/** A slash at the beginning of a word, and what follows it up to the caret: `/th` finds 退货. */
export function quickQueryAt(text: string, caret: number): QuickQuery | null {
  const found = /(?:^|\s)\/([^\s/]{0,20})$/u.exec(text.slice(0, caret))
  if (!found) return null
  const q = found[1] ?? ''
  return { q, start: caret - q.length - 1, end: caret }
}
