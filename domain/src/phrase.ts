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
