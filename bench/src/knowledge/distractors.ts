import type { EntryToFind } from './knowledge-calls'

/**
 * Entries that are about nothing in particular and share every word with the real ones: half of one question with half
 * of another, and their answers and keywords in the same way. `seed` fixes which.
 */
export function distractorsOf(entries: readonly EntryToFind[], count: number, seed = 7): EntryToFind[] {
  const next = randomOf(seed)
  const one = () => {
    const entry = entries[Math.floor(next() * entries.length)]
    if (!entry) throw new Error('nothing to mix')
    return entry
  }
  const questions = new Set(entries.map(({ question }) => question))
  const made: EntryToFind[] = []
  while (made.length < count) {
    const [first, second] = [one(), one()]
    const number = made.length + 1
    const halves = `${half(first.question, 0)}${half(second.question, 1)}`
    // No question stands twice, and none as a real one does.
    const question = questions.has(halves) ? `${halves} ${number}` : halves
    if (questions.has(question)) continue
    questions.add(question)
    made.push({
      id: `distractor ${number}`,
      question,
      keywords: [...first.keywords.slice(0, 1), ...second.keywords.slice(1, 2)],
      answer: `${half(first.answer, 0)}${half(second.answer, 1)}`,
    })
  }
  return made
}

function half(text: string, which: 0 | 1): string {
  const characters = [...text]
  const middle = Math.ceil(characters.length / 2)
  return (which === 0 ? characters.slice(0, middle) : characters.slice(middle)).join('')
}

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
