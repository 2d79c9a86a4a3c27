import type { ErrorWords } from './catalogue'

/** What the screen says for a code of the wire; a code newer than this page reads as `unknown`. */
export function errorWords(texts: { readonly errors: ErrorWords }, code: string): string {
  const words: Readonly<Record<string, string>> = texts.errors
  return (Object.hasOwn(words, code) ? words[code] : undefined) ?? texts.errors.unknown
}
