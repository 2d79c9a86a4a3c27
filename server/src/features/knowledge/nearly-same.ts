import { characterPairs, charactersOf, pairsOf, type EntryForms, type Form } from './entry-forms'

/** From here on somebody is about to write down what is there already. */
export const nearlySame = 0.6

/** How far a question is one of those an entry answers, from 0 to 1; the same words in another order are nearly the same. */
export function sameness(asked: Form, { asked: known }: Pick<EntryForms, 'asked'>): number {
  return Math.max(
    0,
    ...known.map(
      (form) =>
        0.5 * shared(charactersOf(asked), charactersOf(form)) +
        0.25 * shared(asked.words, form.words) +
        0.25 * byLetters(asked, form),
    ),
  )
}

function byLetters(one: Form, other: Form): number {
  return Math.max(
    shared(characterPairs(one.text), characterPairs(other.text)),
    shared(pairsOf(one.syllables, ' '), pairsOf(other.syllables, ' ')),
  )
}

function shared(one: readonly string[], other: readonly string[]): number {
  const held = new Set(other)
  return (2 * one.filter((piece) => held.has(piece)).length) / Math.max(1, one.length + other.length)
}
