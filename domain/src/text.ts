/**
 * Whether PostgreSQL's jsonb can hold the text: no NUL and no lone surrogate. One `\u0000` in a batch would abort
 * everybody else's messages with it, so it is refused at the contract.
 */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}
