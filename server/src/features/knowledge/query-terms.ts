import { foldWords, fuzzySyllable, readPinyin, runsOf } from '../../platform/search'
import { characterPairs, formOf, pairsOf, trigramsOf, type Form } from './entry-forms'
import { kinds } from './lexemes'
import { openings } from './word-lists'

/** What somebody asked, as the search takes it. */
export interface AskedTerms {
  readonly form: Form
  /** Letters that can be read as 拼音, as fuzzy syllables; those of 汉字 are in the form. */
  readonly pinyin: readonly string[]
  /** Letters that may be initials. */
  readonly initials: string
  /** Foreign words, model numbers. */
  readonly latin: readonly string[]
  readonly lexemes: readonly string[]
}

/** How much of a question is read. */
const maxLength = 200

/** Reads what was asked: 汉字, 拼音 in full, initials, and foreign words, each as all that it may be. */
export function readAsked(asked: string): AskedTerms {
  const folded = foldWords(asked.trim().slice(0, maxLength))
  const proper = folded.replace(openings, '')
  const form = formOf(proper === '' ? folded : proper)
  const runs = runsOf(form.text)
  const latin = runs.filter((run) => run.kind === 'latin').map((run) => run.text)
  const letters = latin.filter((run) => /^[a-zü]+$/.test(run))
  const read = letters.map((run) => readPinyin(run.replaceAll('ü', 'v')))
  const pinyin = read.every((syllables) => syllables !== null) ? read.flat().flatMap((one) => one ?? []) : []
  // A run of letters that is no 拼音 may be initials; so may a short one that is.
  const initials = letters.join('').length <= 12 ? letters.join('') : ''
  const terms = { form, pinyin: pinyin.map(fuzzySyllable), initials, latin }
  return { ...terms, lexemes: lexemesOf(terms) }
}

function lexemesOf({ form, pinyin, initials, latin }: Omit<AskedTerms, 'lexemes'>): string[] {
  const single = form.words.filter((word) => [...word].length === 1)
  return [
    ...form.words.map((word) => kinds.word + word),
    ...single.map((character) => kinds.character + character),
    ...characterPairs(form.text).map((pair) => kinds.pair + pair),
    ...pairsOf(form.syllables, ' ').map((pair) => kinds.syllables + pair),
    ...pairsOf(pinyin, ' ').map((pair) => kinds.syllables + pair),
    ...(initials.length >= 2 ? pairsOf([...initials]).map((pair) => kinds.initials + pair) : []),
    ...latin.flatMap(trigramsOf).map((letters) => kinds.letters + letters),
  ]
}
