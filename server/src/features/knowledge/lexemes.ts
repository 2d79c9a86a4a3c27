import type { TenantId } from '@keqiao/domain'
import { characterPairs, pairsOf, trigramsOf, type EntryForms, type Form } from './entry-forms'
import type { AskedTerms } from './query-terms'

/**
 * The lexemes of an entry. A letter says what kind each is: `w` a word, `c` a character, `b` two of an answer, `p` two syllables, `i` two
 * initials, `g` three letters; `t` is the tenant, `a` an entry in use, `u` one that the public may read.
 */
export const kinds = { word: 'w', character: 'c', pair: 'b', syllables: 'p', initials: 'i', letters: 'g' } as const

/** Question and similar ones weigh A, keywords B, the answer D. */
type Weight = 'A' | 'B' | 'D'

/** PostgreSQL refuses a lexeme past 2 KB; nobody looks for one past this. */
const maxLexemeLength = 60

/** The tsvector of an entry, as PostgreSQL reads it. */
export function vectorOf(
  tenantId: TenantId,
  forms: EntryForms,
  flags: { readonly active: boolean; readonly public: boolean },
): string {
  const weighed = new Map<string, Weight>()
  const add = (lexeme: string, weight: Weight) => {
    if (lexeme.length <= maxLexemeLength && !weighed.has(lexeme)) weighed.set(lexeme, weight)
  }
  for (const lexeme of forms.asked.flatMap(lexemesOf)) add(lexeme, 'A')
  for (const lexeme of forms.keywords.flatMap(lexemesOf)) add(lexeme, 'B')
  for (const word of forms.answer.words) add(kinds.word + word, 'D')
  for (const pair of characterPairs(forms.answer.text)) add(kinds.pair + pair, 'D')
  const flagged = [
    tenantLexeme(tenantId),
    ...(flags.active ? ['a'] : []),
    ...(flags.active && flags.public ? ['u'] : []),
  ]
  return [
    ...flagged.map((lexeme) => quoted(lexeme)),
    ...[...weighed].map(([lexeme, weight]) => `${quoted(lexeme)}:1${weight}`),
  ].join(' ')
}

function lexemesOf({ text, words, syllables, initials }: Form): string[] {
  const characters = [...text].filter((character) => /\p{Script=Han}/u.test(character))
  const latin = text.split(' ').filter((run) => /^[a-z0-9]+$/.test(run))
  return [
    ...words.map((word) => kinds.word + word),
    ...characters.map((character) => kinds.character + character),
    ...pairsOf(syllables, ' ').map((pair) => kinds.syllables + pair),
    ...pairsOf([...initials]).map((pair) => kinds.initials + pair),
    ...latin.flatMap(trigramsOf).map((letters) => kinds.letters + letters),
  ]
}

/** Which entries a search may answer with. */
export type SearchedState = 'all' | 'active' | 'public'

/** What is looked for, in the language of tsqueries. */
export interface SearchQuery {
  /** What an entry must be: the tenant's, in use, public. */
  readonly must: string
  /** Any of which it must have. */
  readonly lexemes: readonly {
    readonly lexeme: string
    /** How much it says. */
    readonly worth: number
    /** Of a word: the same as question or keywords hold it; empty: it is none. */
    readonly word: string
  }[]
}

/** How much a lexeme of a kind says of an entry that has it: a word says more than what it is made of. */
const worths: Readonly<Record<string, number>> = {
  [kinds.word]: 1,
  [kinds.syllables]: 0.7,
  [kinds.initials]: 0.5,
  [kinds.letters]: 0.5,
  [kinds.character]: 0.3,
  [kinds.pair]: 0.3,
}

/** Null: there is nothing to look for. */
export function queryOf(tenantId: TenantId, terms: AskedTerms, state: SearchedState): SearchQuery | null {
  const any = [...new Set(terms.lexemes)].filter((lexeme) => lexeme.length <= maxLexemeLength)
  if (any.length === 0) return null
  const must = [tenantLexeme(tenantId), ...(state === 'active' ? ['a'] : state === 'public' ? ['u'] : [])]
  return {
    must: must.map(quoted).join(' & '),
    lexemes: any.map((lexeme) => ({
      lexeme: quoted(lexeme),
      worth: worths[lexeme[0] ?? ''] ?? 0.3,
      word: lexeme.startsWith(kinds.word) ? `${quoted(lexeme)}:AB` : '',
    })),
  }
}

const tenantLexeme = (tenantId: TenantId): string => `t${tenantId.replaceAll('-', '')}`

const quoted = (lexeme: string): string => `'${lexeme.replace(/['\\]/g, (sign) => sign + sign)}'`
