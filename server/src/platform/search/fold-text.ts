import { Converter } from 'opencc-js/t2cn'

/** A text as it is compared, with where each of its characters came from. */
export interface FoldedText {
  /** Characters (code points) after folding. */
  readonly characters: readonly string[]
  /** For each of them, where the one it came from begins in the text, in UTF-16 units; one more for the end. */
  readonly offsets: readonly number[]
}

const toSimplified = Converter({ from: 't', to: 'cn' })
const known = new Map<string, string>()

/** One character at a time, so that a part of a text folds to the same part of the folded text. */
function foldCharacter(character: string): string {
  const folded = known.get(character)
  if (folded !== undefined) return folded
  const made = toSimplified(character.normalize('NFKC').toLowerCase()).replace(/[\p{C}\s]+/gu, ' ')
  // A text of anything could fill the memory; what is really used fits easily.
  if (known.size < 50_000) known.set(character, made)
  return made
}

/** Width, case and script (繁體 as 简体) do not matter to a search; blanks of any kind are one blank. */
export function foldText(text: string): FoldedText {
  const characters: string[] = []
  const offsets: number[] = []
  let offset = 0
  for (const character of text) {
    for (const folded of foldCharacter(character)) {
      if (folded !== ' ' || characters.at(-1) !== ' ') {
        characters.push(folded)
        offsets.push(offset)
      }
    }
    offset += character.length
  }
  offsets.push(offset)
  return { characters, offsets }
}
