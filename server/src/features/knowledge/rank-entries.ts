import { characterPairs, charactersOf, pairsOf, trigramsOf, type EntryForms, type Form } from './entry-forms'
import type { AskedTerms } from './query-terms'

/** An entry that has something in common with what was asked. */
export interface Candidate {
  readonly forms: EntryForms
  /** How often it was used: decides between equals. */
  readonly usedCount: number
}

/** How much each likeness counts. Question before keywords before answer (CON-16). */
const shares = {
  /** Of a question: words that mean the same, */
  words: 0.4,
  /** characters side by side, */
  pairs: 0.25,
  /** sounds side by side, which is what a wrong character leaves, */
  sounds: 0.2,
  /** and single characters, which is what a word that was parted otherwise leaves. */
  characters: 0.15,
  keywords: 0.4,
  answer: 0.3,
  use: 0.004,
} as const

/** Below this it only looks alike by accident; so does what stands far behind the best. */
const leastScore = 0.09
const leastOfBest = 0.25

/** The candidates best first; those that only look alike by accident are left out. */
export function rankEntries<Entry extends Candidate>(
  terms: AskedTerms,
  candidates: readonly Entry[],
): { readonly entry: Entry; readonly score: number }[] {
  const rarity = rarityAmong(candidates)
  const scored = candidates
    .map((entry) => ({ entry, score: scoreOf(terms, entry, rarity) }))
    .toSorted((one, other) => other.score - one.score)
  const least = Math.max(leastScore, (scored[0]?.score ?? 0) * leastOfBest)
  return scored.filter(({ score }) => score >= least)
}

/** What a piece of a text is worth, up to 1: the fewer of the candidates have it, the more. */
type Rarity = (piece: string) => number

/** Of a piece that none of them has: it parts nobody from nobody, but what was asked is not all answered. */
const unknownWorth = 0.3

function rarityAmong(candidates: readonly Candidate[]): Rarity {
  const holders = new Map<string, number>()
  for (const { forms } of candidates) {
    for (const piece of piecesOf(forms)) holders.set(piece, (holders.get(piece) ?? 0) + 1)
  }
  const most = Math.log(1 + candidates.length / 0.5)
  return (piece) => {
    const count = holders.get(piece)
    return count === undefined ? unknownWorth : Math.log(1 + candidates.length / (count - 0.5)) / most
  }
}

function piecesOf({ asked, keywords, answer }: EntryForms): Set<string> {
  const forms = [...asked, ...keywords]
  return new Set([
    ...forms.flatMap((form) => [
      ...form.words,
      ...characterPairs(form.text),
      ...soundPairs(form),
      ...charactersOf(form),
    ]),
    ...answer.words,
  ])
}

const soundPairs = ({ syllables }: Form): string[] => pairsOf(syllables, ' ')

function scoreOf(terms: AskedTerms, { forms, usedCount }: Candidate, rarity: Rarity): number {
  const asked = Math.max(0, ...forms.asked.map((form, at) => likeness(terms, form, rarity) * (at === 0 ? 1 : 0.98)))
  const keywords = keywordShare(terms, forms.keywords, rarity)
  const answer =
    0.5 * shareOf(terms.form.words, new Set(forms.answer.words), rarity) +
    0.5 * shareOf(characterPairs(terms.form.text), new Set(characterPairs(forms.answer.text)), rarity)
  return asked + shares.keywords * keywords + shares.answer * answer + shares.use * Math.log1p(usedCount)
}

function likeness(terms: AskedTerms, form: Form, rarity: Rarity): number {
  const spoken =
    shares.words * alike(terms.form.words, form.words, rarity) +
    shares.pairs * alike(characterPairs(terms.form.text), characterPairs(form.text), rarity) +
    shares.sounds * alike(soundPairs(terms.form), soundPairs(form), rarity) +
    shares.characters * alike(charactersOf(terms.form), charactersOf(form), rarity)
  return Math.max(
    spoken + 0.25 * latinLikeness(terms, form),
    pinyinLikeness(terms, form, rarity),
    initialsLikeness(terms, form),
  )
}

/** How much of either is in the other, what is rare counting more. What was asked weighs more than what was not. */
function alike(asked: readonly string[], held: readonly string[], rarity: Rarity): number {
  if (asked.length === 0 || held.length === 0) return 0
  const covered = shareOf(asked, new Set(held), rarity)
  return covered === 0 ? 0 : 0.65 * covered + 0.35 * shareOf(held, new Set(asked), rarity)
}

function shareOf(pieces: readonly string[], within: ReadonlySet<string>, rarity: Rarity): number {
  let [all, found] = [0, 0]
  for (const piece of pieces) {
    const worth = rarity(piece)
    all += worth
    if (within.has(piece)) found += worth
  }
  return all === 0 ? 0 : found / all
}

function pinyinLikeness({ pinyin }: AskedTerms, form: Form, rarity: Rarity): number {
  if (pinyin.length < 2) return 0
  const held = soundPairs(form)
  const covered = shareOf(pairsOf(pinyin, ' '), new Set(held), rarity)
  return covered === 0 ? 0 : 0.8 * covered + 0.2 * alike(pairsOf(pinyin, ' '), held, rarity)
}

function initialsLikeness({ initials }: AskedTerms, form: Form): number {
  if (initials.length < 2) return 0
  if (form.initials === initials) return 1
  const at = form.initials.indexOf(initials)
  if (at >= 0) return 0.55 + 0.3 * (initials.length / form.initials.length) + (at === 0 ? 0.05 : 0)
  if (initials.length < 4) return 0
  const held = new Set(pairsOf([...form.initials]))
  const pairs = pairsOf([...initials])
  return (0.45 * pairs.filter((pair) => held.has(pair)).length) / pairs.length
}

function latinLikeness({ latin }: AskedTerms, form: Form): number {
  if (latin.length === 0) return 0
  const held = form.text.split(' ').filter((run) => /^[a-z0-9]+$/.test(run))
  const best = latin.map((word) => Math.max(0, ...held.map((other) => dice(trigramsOf(word), trigramsOf(other)))))
  return best.reduce((sum, one) => sum + (one < 0.3 ? 0 : one), 0) / latin.length
}

function dice(one: readonly string[], other: readonly string[]): number {
  const held = new Set(other)
  return (2 * one.filter((piece) => held.has(piece)).length) / Math.max(1, one.length + other.length)
}

/** Keywords that what was asked contains, written, meant or spoken; a rare one says more than one that many have. */
function keywordShare({ form, pinyin, initials }: AskedTerms, keywords: readonly Form[], rarity: Rarity): number {
  const spoken = ` ${form.syllables.join(' ')} | ${pinyin.join(' ')} `
  const text = form.text.replaceAll(' ', '')
  const words = new Set(form.words)
  let missed = 1
  for (const keyword of keywords) {
    const written = keyword.text.replaceAll(' ', '')
    if (written === '') continue
    const isMeant = keyword.words.length > 0 && keyword.words.every((word) => words.has(word))
    const isSpoken = keyword.syllables.length > 1 && spoken.includes(` ${keyword.syllables.join(' ')} `)
    const isShort = initials.length > 1 && keyword.initials === initials
    const worth = text.includes(written) ? 1 : isMeant ? 0.9 : isSpoken || isShort ? 0.8 : 0
    if (worth === 0) continue
    const pieces = [...keyword.words, ...soundPairs(keyword)]
    const rare = Math.max(0, ...pieces.map(rarity))
    missed *= 1 - 0.8 * worth * rare
  }
  return 1 - missed
}
