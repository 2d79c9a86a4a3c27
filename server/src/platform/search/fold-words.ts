import { Converter } from 'opencc-js/t2cn'

const toSimplified = Converter({ from: 't', to: 'cn' })

/** The same text however it was typed: full width and half width, 繁體 and 简体, upper and lower case. */
export function foldWords(text: string): string {
  return toSimplified(text.normalize('NFKC')).toLowerCase()
}

/**
 * The same, character by character: offsets in the result are offsets in `text`. Where a character folds into several,
 * it stays as it is.
 */
export function foldInPlace(text: string): string {
  const folded = foldWords(text)
  if (folded.length === text.length) return folded
  return [...text]
    .map((character) => {
      const one = foldWords(character)
      return one.length === character.length ? one : character
    })
    .join('')
}

/** Runs of 汉字, and runs of Latin letters and digits; everything else only parts them. */
export function runsOf(folded: string): { readonly kind: 'han' | 'latin'; readonly text: string }[] {
  return [...folded.matchAll(/(\p{Script=Han}+)|([\p{Script=Latin}\p{N}]+)/gu)].map(([text, han]) => ({
    kind: han === undefined ? 'latin' : 'han',
    text,
  }))
}
