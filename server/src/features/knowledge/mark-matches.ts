import { foldInPlace, foldWords, fuzzySyllable, runsOf, syllablesOf, chineseWordsOf } from '../../platform/search'
import type { AskedTerms } from './query-terms'
import { canonicalWord } from './word-lists'

interface Mark {
  readonly offset: number
  readonly length: number
}

/** At most so much of a text is looked through; nobody sees more of it in a list. */
const maxLength = 600

/** Where in a text stand the words that were asked for, or what sounds like them. */
export function markMatches(text: string, terms: AskedTerms): Mark[] {
  const folded = foldInPlace(text.slice(0, maxLength))
  const hits = new Set<number>()
  const hit = (offset: number, length: number) => {
    for (let at = offset; at < offset + length; at += 1) hits.add(at)
  }
  const wanted = new Set(terms.form.words)
  const meant = chineseWordsOf(foldWords(folded)).filter((word) => wanted.has(canonicalWord(word)))
  for (const word of new Set([...meant, ...[...wanted, ...terms.latin].filter((one) => one.length > 1)])) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) hit(at, word.length)
  }
  if (hits.size === 0) markSounds(folded, terms, hit)
  return joined([...hits].toSorted((one, other) => one - other))
}

/** Two syllables in a row that were asked for. */
function markSounds(folded: string, { form, pinyin }: AskedTerms, hit: (offset: number, length: number) => void): void {
  const wanted = ` ${form.syllables.join(' ')} | ${pinyin.join(' ')} `
  let at = 0
  for (const run of runsOf(folded)) {
    at = folded.indexOf(run.text, at)
    if (run.kind === 'han') {
      const syllables = syllablesOf(run.text).map(fuzzySyllable)
      for (let pair = 0; pair + 1 < syllables.length; pair += 1) {
        if (wanted.includes(` ${syllables[pair] ?? ''} ${syllables[pair + 1] ?? ''} `)) hit(at + pair, 2)
      }
    }
    at += run.text.length
  }
}

function joined(offsets: readonly number[]): Mark[] {
  const marks: { offset: number; length: number }[] = []
  for (const offset of offsets) {
    const last = marks.at(-1)
    if (last && last.offset + last.length === offset) last.length += 1
    else marks.push({ offset, length: 1 })
  }
  return marks
}
