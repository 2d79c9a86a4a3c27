import { foldText, type FoldedText } from './fold-text'

/** PostgreSQL counts no further. */
const maxPosition = 16_383

/**
 * The text form of a tsvector over pairs of neighbouring characters: any word of two characters or more is a phrase of
 * pairs, without a dictionary. The last character of a run stands alone too, so that one character is the beginning of a
 * lexeme. `labels` are lexemes without a place: what a row belongs to.
 */
export function bigramVector(text: string, labels: readonly string[]): string {
  const places = new Map<string, number[]>()
  const { characters } = foldText(text)
  for (let index = 0; index < characters.length && index < maxPosition; index++) {
    const lexeme = pairAt(characters, index)
    if (lexeme === null) continue
    const at = places.get(lexeme)
    if (at) at.push(index + 1)
    else places.set(lexeme, [index + 1])
  }
  const words = [...places].map(([lexeme, at]) => `${quoted(lexeme)}:${at.join(',')}`)
  return [...labels.map((label) => quoted(labelOf(label))), ...words].join(' ')
}

/** The character with the one after it; alone at the end of a run. Null: a blank. */
function pairAt(characters: readonly string[], index: number): string | null {
  const [first = ' ', second = ' '] = [characters[index], characters[index + 1]]
  if (first === ' ') return null
  return second === ' ' ? first : first + second
}

/** Words of a query: divided by blanks, each once. */
export function wordsOf(query: string): string[] {
  return [...new Set(foldText(query).characters.join('').split(' '))].filter((word) => word !== '')
}

/** The text form of a tsquery: every label and every word. */
export function bigramQuery(words: readonly string[], labels: readonly string[]): string {
  return [...labels.map((label) => quoted(labelOf(label))), ...words.map(phraseOf)].join(' & ')
}

function phraseOf(word: string): string {
  const characters = [...word]
  if (characters.length === 1) return `${quoted(word)}:*`
  const pairs = characters.slice(0, -1).map((character, index) => quoted(character + (characters[index + 1] ?? '')))
  return `(${pairs.join(' <-> ')})`
}

/** No text folds to a control character, so no word finds a label. */
const labelOf = (label: string): string => `\u0001${label}`

const quoted = (lexeme: string): string => `'${lexeme.replace(/['\\]/g, '$&$&')}'`

/** Where the words stand in a text, in UTF-16 units, in order and without overlap. */
export function findWords(text: string, words: readonly string[]): [number, number][] {
  const folded = foldText(text)
  const found = words.flatMap((word) => placesOf(folded, [...word])).toSorted((a, b) => a[0] - b[0])
  const marks: [number, number][] = []
  for (const [from, to] of found) {
    const last = marks.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else marks.push([from, to])
  }
  return marks
}

function placesOf({ characters, offsets }: FoldedText, word: readonly string[]): [number, number][] {
  const places: [number, number][] = []
  for (let index = 0; index + word.length <= characters.length; index++) {
    if (!word.every((character, place) => characters[index + place] === character)) continue
    places.push([offsets[index] ?? 0, offsets[index + word.length] ?? 0])
    index += word.length - 1
  }
  return places
}
