import { foldWords, fuzzySyllable, runsOf, syllablesOf, chineseWordsOf } from '../../platform/search'
import { canonicalWord, emptyCharacters, emptyWords } from './word-lists'

/** A text as the search compares it. */
export interface Form {
  /** Folded, without anything but characters. */
  readonly text: string
  /** Canonical words that say something. */
  readonly words: readonly string[]
  /** Fuzzy syllables of its 汉字, in order; a Latin run between them is one piece. */
  readonly syllables: readonly string[]
  /** First letters of the syllables. */
  readonly initials: string
}

/** What the search keeps of an entry beside its lexemes. */
export interface EntryForms {
  /** Of the question and the similar ones. */
  readonly asked: readonly Form[]
  readonly keywords: readonly Form[]
  readonly answer: Pick<Form, 'text' | 'words'>
}

/** How much of an answer is indexed: what matters stands at its beginning. */
const answerLength = 600

/** Folds a text into what the search compares. */
export function formOf(text: string): Form {
  const folded = foldWords(text)
  const runs = runsOf(folded)
  const spoken = runs.map((run) => (run.kind === 'han' ? syllablesOf(run.text) : [run.text]))
  return {
    text: runs.map((run) => run.text).join(' '),
    words: meaningOf(folded),
    syllables: spoken.flat().map(fuzzySyllable),
    initials: spoken
      .flat()
      .map((syllable) => syllable[0] ?? '')
      .join(''),
  }
}

/** The words that say something, each once, in the form that stands for its like. */
export function meaningOf(folded: string): string[] {
  const kept = chineseWordsOf(folded)
    .map(canonicalWord)
    .filter((word) => !emptyWords.has(word))
  return [...new Set(kept)]
}

/** Everything the search keeps of an entry. */
export function entryFormsOf(entry: {
  readonly question: string
  readonly similar: readonly string[]
  readonly keywords: readonly string[]
  readonly answerText: string
}): EntryForms {
  return {
    asked: [entry.question, ...entry.similar].map(formOf),
    keywords: entry.keywords.map(formOf),
    answer: answerFormOf(entry.answerText),
  }
}

function answerFormOf(text: string): EntryForms['answer'] {
  const folded = foldWords(text.slice(0, answerLength))
  const runs = runsOf(folded).map((run) => run.text)
  return { text: runs.join(' '), words: meaningOf(folded) }
}

/** Neighbours: ab, bc, cd of a, b, c, d. */
export function pairsOf(parts: readonly string[], glue = ''): string[] {
  return parts.slice(1).map((part, at) => `${parts[at] ?? ''}${glue}${part}`)
}

/** Characters side by side. */
export function characterPairs(text: string): string[] {
  return text.split(' ').flatMap((run) => pairsOf([...run]))
}

/** The 汉字 that say something, each once. */
export function charactersOf({ text }: Pick<Form, 'text'>): string[] {
  const said = [...text].filter((character) => /\p{Script=Han}/u.test(character) && !emptyCharacters.has(character))
  return [...new Set(said)]
}

/** Three letters at a time, the ends marked, so that a wrong letter spoils three of them and not the word. */
export function trigramsOf(word: string): string[] {
  const marked = `_${word}_`
  return Array.from({ length: Math.max(0, marked.length - 2) }, (_, at) => marked.slice(at, at + 3))
}
